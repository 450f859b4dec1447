// Fields of pydantic-settings, which are read from the variables of their names: a default goes, and nothing takes its place.
// https://docs.pydantic.dev/latest/concepts/pydantic_settings/
import type { Spot } from "../code/code";
import type { Answer } from "../source";

const FIELD =
  /(?:^|\n)(?<indent>[ \t]+)(?<name>\w+)[ \t]*:[^=\n]{1,200}(?<default>=[ \t]*(?:(?:pydantic\.)?SecretStr\([ \t]*)?)$/;
const FIELD_CALL =
  /(?:^|\n)(?<indent>[ \t]+)(?<name>\w+)[ \t]*:[^=\n]{1,200}=[ \t]*(?:pydantic\.)?Field\([ \t]*(?<default>default[ \t]*=[ \t]*)?$/;

/** The variable that a field of a `BaseSettings` class is read from, when the key is its default. */
export function settingsField(spot: Spot): Exclude<Answer, string> | undefined {
  if (!spot.whole) return undefined;
  const plain = FIELD.exec(spot.before);
  const found = plain ?? FIELD_CALL.exec(spot.before);
  const { indent = "", name = "", default: start = "" } = found?.groups ?? {};
  const body = found ? settingsClass(spot, indent) : undefined;
  if (body === undefined) return undefined;
  const wrapped = plain !== null && start.includes("SecretStr");
  const rest = plain ? (wrapped ? /^[ \t]*\)/ : /^/) : /^[ \t]*,?[ \t]*/;
  const after = rest.exec(spot.after)?.[0].length ?? 0;
  const blank = plain ? (/[ \t]*$/.exec(spot.before.slice(0, -start.length || undefined))?.[0].length ?? 0) : 0;
  const change = { start: spot.token.start - start.length - blank, end: spot.token.end + after, text: "" };
  return { hint: { name: variableOf(name, body, spot.after), kind: "must" }, write: () => [change] };
}

/** The code of the class around, when it is one of settings. */
function settingsClass({ lexed, token }: Spot, indent: string): string | undefined {
  const before = lexed.text.slice(Math.max(0, token.start - 4000), token.start);
  const headers = [...before.matchAll(/^(?<indent>[ \t]*)class[ \t]+\w+[ \t]*\((?<bases>[^)\n]*)\)[ \t]*:/gm)];
  const header = headers.findLast(({ groups }) => (groups?.["indent"]?.length ?? 0) < indent.length);
  if (!header || !/\bBaseSettings\b/.test(header.groups?.["bases"] ?? "")) return undefined;
  const after = lexed.text.slice(token.start, token.start + 4000);
  const next = new RegExp(`^[ \\t]{0,${indent.length - 1}}[^\\s#]`, "m").exec(after.slice(after.indexOf("\n") + 1));
  const end = next ? after.indexOf("\n") + 1 + next.index : after.length;
  return before.slice(header.index) + after.slice(0, end);
}

function variableOf(field: string, body: string, after: string): string {
  const own = /^[^\n]*\b(?:validation_alias|alias|env)[ \t]*=[ \t]*["'](?<name>\w+)["']/.exec(after)?.groups?.["name"];
  if (own !== undefined) return own;
  const prefix = /\benv_prefix[ \t]*=[ \t]*["'](?<prefix>\w*)["']/.exec(body)?.groups?.["prefix"] ?? "";
  const name = prefix + field;
  return /\bcase_sensitive[ \t]*=[ \t]*True\b/.test(body) ? name : name.toUpperCase();
}
