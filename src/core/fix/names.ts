// What a variable is called: as its assignment says when that names the vendor, else as the vendor's own tools do.
import { PUBLIC_NAME } from "../context";
import { ruleOf } from "../rules/index";
import type { Rule } from "../rules/rule";

/** What the place of a key says of its name. */
export interface NameHint {
  readonly name: string;
  /**
   * `assigned`: what the key is assigned to. `read`: the program reads this variable there already.
   * `must`: no other name would work.
   */
  readonly kind: "assigned" | "read" | "must";
}

export function isPublicName(name: string): boolean {
  return PUBLIC_NAME.test(name);
}

const SECRET_WORD = /KEY|TOKEN|SECRET|CREDENTIAL|PASSWORD|(?:^|_)(?:PAT|AUTH)(?:_|$)/;
const MAX_NAME = 64;

/** The name that a variable should have, before others are looked at; `assigned` is what its key is assigned to. */
export function desiredName(ruleId: string, assigned: string | undefined): string {
  const rule = ruleOf(ruleId);
  const good = rule && assigned !== undefined ? goodName(assigned, rule) : undefined;
  return good ?? rule?.envName ?? snake(ruleId);
}

/** The name made of an assignment's, when it names the vendor and a key. */
function goodName(assigned: string, rule: Rule): string | undefined {
  const name = snake(assigned).replace(PUBLIC_NAME, "");
  const squeezed = name.replaceAll("_", "");
  const known = rule.envNames.find((one) => one.replaceAll("_", "") === squeezed);
  if (known) return known;
  const words = vendorWords(rule);
  if (name !== assigned && saysNothingMore(squeezed, words)) return undefined;
  const long = words.filter((word) => word.length > 3);
  const joined = long.reduce((text, word) => text.replace(spaced(word), (found) => apart(found, word)), name);
  const parts = joined.replace(/_+/g, "_").replace(/^_|_$/g, "");
  const namesVendor =
    long.some((word) => parts.includes(word)) || words.some((word) => parts.split("_").includes(word));
  return namesVendor && SECRET_WORD.test(parts) && parts.length <= MAX_NAME && !isPublicName(parts) ? parts : undefined;
}

/** Whether a code name such as `openaiKey` says only what the vendor's own variable says better. */
function saysNothingMore(squeezed: string, vendor: readonly string[]): boolean {
  const words = [...vendor, ...PLAIN_WORDS].sort((a, b) => b.length - a.length).join("|");
  return new RegExp(`^(?:${words})+$`).test(squeezed);
}

const PLAIN_WORDS = ["API", "KEY", "TOKEN", "SECRET", "ACCESS", "AUTH", "MY", "THE", "DEFAULT", "TEST"];

const apart = (found: string, word: string): string => (found === word ? found : `_${word}_`);

/** `OPEN_AI` for `OPENAI`. */
function spaced(word: string): RegExp {
  return new RegExp([...word].join("_?"));
}

function vendorWords(rule: Rule): readonly string[] {
  const texts = [rule.vendor.replace(/\W+/g, ""), ...rule.vendor.split(/\W+/), ...rule.provider.split("-")];
  const names = rule.envNames.map((name) => name.split("_")[0] ?? "");
  return [...new Set([...texts, ...names].map((word) => word.toUpperCase()))].filter((word) => word.length > 1);
}

/** SCREAMING_SNAKE_CASE. */
function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toUpperCase()
    .replace(/^(?=\d)/, "KEY_");
}

/** `NAME`, or `NAME_2` and so on, up to one that is free. */
export function freeName(name: string, isFree: (name: string) => boolean): string {
  for (let count = 1; ; count++) {
    const tried = count === 1 ? name : `${name}_${count}`;
    if (isFree(tried)) return tried;
  }
}

const ASSIGNED =
  /(?:(?<name>[A-Za-z_$][\w$-]*)["'`]?[\]}]?[ \t]*[?!]?(?::[ \t]*[\w$.<>[\]|& ?]{1,40})?[ \t]*(?:=|:=|=>|:|<<?-)|\([ \t]*["'`](?<first>[\w-]+)["'`][ \t]*,)\s*[([]?\s*$/;

/** What the text before a literal assigns it to: a variable, a property, a map's key, or a call's first argument. */
export function assignedName(before: string): NameHint | undefined {
  const groups = ASSIGNED.exec(before.slice(-200))?.groups;
  const name = groups?.["name"] ?? groups?.["first"];
  return name === undefined ? undefined : { name, kind: "assigned" };
}
