import type { Rule } from "../../src/core/index";

/** A piece of text that, repeated, costs a rule the most for nothing. */
export interface Hostile {
  readonly what: string;
  readonly piece: string;
}

export function hostileTexts(rule: Rule): readonly Hostile[] {
  const { text, start, end } = rule.sample("hostile");
  // Where only the last character of a key is wrong, all of it is read in vain.
  const almost = `${text.slice(start, end - 1)}é`;
  const anchors = rule.anchors.map((anchor) => `${anchor} ${anchor}`).join("");
  const halves = `${text.slice(0, Math.ceil(text.length / 2))} ${text.slice(0, -1)} ${anchors}${almost} `;
  const names = [...(rule.context?.names ?? []), ...(rule.context?.keyNames ?? [])];
  if (names.length === 0) return [{ what: "half samples", piece: halves }];
  const crowded = names.map((name) => `${name}=${name}="${almost}","${almost}",`).join("");
  return [
    { what: "half samples", piece: halves },
    { what: "names and almost-keys", piece: crowded },
  ];
}
