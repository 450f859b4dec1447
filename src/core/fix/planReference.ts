// A reference to a variable that an env file has already, for a place where there is no key: a made-up key is put there
// and moved, so that every language writes it as it writes any other.
import type { Finding } from "../model";
import { DEFAULT_POLICY } from "../policy";
import { pointAt } from "../points";
import { ruleOf } from "../rules/index";
import { scanText } from "../scan";
import { chainedEdits } from "./chainedEdits";
import { parseEnv } from "./env/envFile";
import type { FixRequest } from "./model";
import { planFix } from "./plan";
import { editedText, type ResolvedEdit, resolveFix } from "./resolveFix";

export interface ReferenceRequest extends Omit<FixRequest, "findings" | "names"> {
  /** The offset in the source. */
  readonly at: number;
  readonly name: string;
  /** The env file that has the variable. */
  readonly envFile: string;
}

/** What to write into the source, or undefined where nothing can read a variable. */
export function planReference(request: ReferenceRequest): readonly ResolvedEdit[] | undefined {
  for (const quote of QUOTES) {
    const edits = planWith(request, quote);
    if (edits) return edits;
  }
  return undefined;
}

/** A part of a text, or a bare word where those are texts; else, where code is expected, a text of its own. */
const QUOTES = ["", '"', "'"];

function planWith(
  { at, name, envFile, ...request }: ReferenceRequest,
  quote: string,
): readonly ResolvedEdit[] | undefined {
  const sample = ruleOf("openai-project-key")?.sample("reference");
  if (!sample) return undefined;
  const key = sample.text.slice(sample.start, sample.end);
  const { path, text } = request.source;
  const point = pointAt(text, at);
  const insertion: ResolvedEdit = { span: { start: point, end: point }, text: quote + key + quote };
  const simulated = editedText(text, [insertion]);
  const scanned = scanText(simulated, { path }, DEFAULT_POLICY);
  const isIt = ({ span }: Finding): boolean => span.start.offset === at + quote.length;
  const finding = [...scanned.findings, ...scanned.suppressed].find(isIt);
  if (!finding) return undefined;
  const plan = planFix({
    ...request,
    source: { ...request.source, text: simulated },
    findings: [finding],
    files: new Map(request.files).set(envFile, entryIn(envFile, name, key)),
    envFile,
    store: "env",
  });
  if ("refused" in plan || plan.left.length > 0 || plan.variables[0]?.name !== name) return undefined;
  const source = plan.files.filter(({ role }) => role === "source");
  const resolved = resolveFix({ ...plan, files: source }, new Map([[path, simulated]]));
  return "refused" in resolved ? undefined : chainedEdits(text, [insertion], resolved[0]?.edits ?? []);
}

/** A text of an env file that gives a variable a value, whatever loads it. */
function entryIn(envFile: string, name: string, value: string): string {
  return envFile.endsWith(".json") ? JSON.stringify({ Values: { [name]: value } }) : `export ${name}=${value}\n`;
}

/** The names of an env file's variables, in order. */
export function namesInEnv(text: string): readonly string[] {
  return [...new Set(parseEnv(text).map(({ name }) => name))];
}
