// The keys of the YAML mappings that a place is in, told by indentation.

/** From the innermost: in `env:\n  KEY: value`, the value's are `KEY` and `env`. Text of a block scalar has its own key first. */
export function keysAbove(text: string, offset: number): readonly string[] {
  const keys: string[] = [];
  const lines = text.slice(0, offset).split(/\r\n|\n/);
  let indent = Infinity;
  for (let i = lines.length - 1; i >= 0 && indent > 0; i--) {
    const line = lines[i] ?? "";
    const found = /^(?<lead>[ \t]*(?:- +)*)(?:(?<key>"[^"]*"|'[^']*'|[\w.$@/-]+)[ \t]*:(?=[ \t]|$))?/.exec(line);
    const lead = found?.groups?.["lead"] ?? "";
    if (/^\s*(?:#.*)?$/.test(line) && i < lines.length - 1) continue;
    const key = found?.groups?.["key"];
    const column = lead.length;
    if (column < indent && key !== undefined) keys.push(key.replace(/^["']|["']$/g, ""));
    // A list's dash ends what stands deeper, yet its own mapping may stand at the dash's column.
    if (column < indent) indent = key === undefined ? lead.trimEnd().length || column : column;
    if (lead.includes("-")) indent = Math.min(indent, lead.indexOf("-") + 1);
  }
  return keys;
}
