// Requests for REST Client, httpYac and Visual Studio.
// https://github.com/Huachao/vscode-restclient#system-variables
import type { Accessor } from "../accessor";
import type { Finding } from "../../model";
import { folderOf, join } from "../folders";
import { assignedName } from "../names";
import { type Answer, COMMENT_REASON, type Located, locateEach, type SourceFile } from "../source";

/** UTF-16 code units before a key that are looked at. */
const AROUND = 2000;

/** `$dotenv` reads the file `.env` beside the requests, and no other. */
const envBeside = (path: string): string => join(folderOf(path), ".env");

function locateHttp(file: SourceFile, findings: readonly Finding[]): Located {
  const { path, files, envFile } = file;
  const privateValues =
    files.has(join(folderOf(path), "http-client.private.env.json")) && !/\{\{\$dotenv\b/.test(file.text);
  if (privateValues) return locateEach(findings, () => PRIVATE_VALUES);
  const read = envFile === undefined || envFile === envBeside(path) ? "$dotenv" : "$processEnv";
  const located = locateEach(findings, ({ span }) => answerAt(file.text, span.start.offset, span.end.offset, read));
  return read === "$dotenv" ? { ...located, envFile: envBeside(path) } : located;
}

const PRIVATE_VALUES =
  "The requests of this folder take values from http-client.private.env.json. Give the key a name there, and write {{name}} here.";

function answerAt(text: string, start: number, end: number, read: string): Answer {
  const before = text.slice(Math.max(0, start - AROUND), start);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  if (/^\s*(?:#|\/\/)/.test(line)) return COMMENT_REASON;
  if (isInScript(before)) return "The key stands in a script. Let the script read it from the environment.";
  const hint = /^\s*@(?<name>[^\s=]+)\s*=\s*$/.exec(line)?.groups?.["name"];
  return {
    hint: hint === undefined ? assignedName(line) : { name: hint, kind: "assigned" },
    write: ([name = ""]) => [{ start, end, text: `{{${read} ${name}}}` }],
  };
}

/** Whether a script of httpYac or JetBrains is open. */
function isInScript(before: string): boolean {
  const opened = [...before.matchAll(/^(?:\{\{[^}\n]*$|[<>][ \t]*\{%)/gm)].at(-1);
  return opened !== undefined && !/\}\}|%\}/.test(before.slice(opened.index));
}

export const HTTP_FILES: Accessor = {
  title: "HTTP requests",
  languageIds: ["http", "rest"],
  reference: "{{$dotenv NAME}}",
  inside: "Bearer {{$dotenv NAME}}",
  needs: "nothing",
  loader: "REST Client and httpYac read the .env beside the file",
  refuses: "comments, scripts, requests with a http-client.private.env.json beside them",
  proof: { how: "executed", by: "httpYac" },
  locate: locateHttp,
  loaded: ({ source, envPath }) =>
    envPath === envBeside(source.path) ? "REST Client and httpYac read the .env beside this file." : undefined,
  start: ({ withEnv }) => withEnv("code ."),
  leadIn: "Start the editor with the env file",
};
