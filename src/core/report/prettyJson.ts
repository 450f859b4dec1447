// A large value as JSON in pieces: all of it as one text may be longer than a text can be.

/** The same text as `JSON.stringify(value, undefined, 2)`, cut inside of the outer `depth` levels; any iterable is a list. */
export function* prettyJson(value: unknown, depth: number, indent = ""): Generator<string> {
  if (typeof value !== "object" || value === null || depth === 0) {
    yield JSON.stringify(value, undefined, 2).replaceAll("\n", `\n${indent}`);
    return;
  }
  const isList = Symbol.iterator in value;
  const [open, close] = isList ? "[]" : "{}";
  let before = `${open ?? ""}\n`;
  for (const [name, item] of isList ? unnamed(value as Iterable<unknown>) : Object.entries(value)) {
    if (item === undefined) continue;
    yield `${before}${indent}  ${name === undefined ? "" : `${JSON.stringify(name)}: `}`;
    yield* prettyJson(item, depth - 1, `${indent}  `);
    before = ",\n";
  }
  yield before === ",\n" ? `\n${indent}${close ?? ""}` : `${open ?? ""}${close ?? ""}`;
}

function* unnamed(items: Iterable<unknown>): Generator<readonly [undefined, unknown]> {
  for (const item of items) yield [undefined, item];
}
