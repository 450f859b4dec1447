// What vendors' files say about the names around keys that are not distinctive alone.

/** Names in snake case, also as a header and as a class write them. */
export const spelled = (...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => [...new Set([name, name.replaceAll("_", "-"), name.replaceAll("_", "")])]);

/** A sample's place: the value of a variable. */
export const inVariable = (name: string) => (): readonly [before: string, after: string] => [`${name} = "`, '"'];
