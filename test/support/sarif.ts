// The official schema of SARIF, as a check.
import { readFileSync } from "node:fs";
import Ajv from "ajv";

const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  uri: (text) => URL.canParse(text),
  "uri-reference": (text) => /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/.test(text) && !/%(?![0-9A-Fa-f]{2})/.test(text),
  "date-time": (text) => !Number.isNaN(Date.parse(text)),
};

/** What is wrong with a SARIF log; empty when nothing is. */
export function sarifProblems(log: unknown): readonly string[] {
  return check(log) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
}

const check = compiled();

/** The schema is of draft 4, of which it uses nothing that has changed since but the name of its id. */
function compiled(): ReturnType<Ajv["compile"]> {
  const text = readFileSync("test/support/sarif/sarif-schema-2.1.0.json", "utf8");
  const { id, $schema: _, ...schema } = JSON.parse(text) as { id: string; $schema: string };
  return new Ajv({ strict: false, allErrors: true, formats: FORMATS }).compile({ ...schema, $id: id });
}
