// Whether a source loads the env file itself, early enough for what it reads.
import type { LoadRequest } from "../accessor";
import { Lexed } from "../code/lexer";
import type { Syntax } from "../code/syntax";

/** Where the first key stood. */
export const firstKey = ({ keys }: LoadRequest): number =>
  keys.reduce((first, { offset }) => Math.min(first, offset), Infinity);

/** Whether a load stands in code before an offset. What a pattern calls `path` is the file that it loads. */
export function loadsBefore({ source, envPath }: LoadRequest, says: RegExp, syntax: Syntax, before: number): boolean {
  const found = [...source.text.matchAll(says)].filter(({ 0: load, index, groups }) => {
    const path = groups?.["path"];
    return index + load.length <= before && (path === undefined || isPathOf(envPath, path));
  });
  // The code of a notebook stands in texts.
  if (found.length === 0 || source.path.endsWith(".ipynb")) return found.length > 0;
  const lexed = new Lexed(source.text, syntax);
  return found.some(({ index }) => lexed.at(index) === undefined);
}

/** Whether a load stands in code before the first key, so that the variable is set where it is read. */
export const loadsInTime = (request: LoadRequest, says: RegExp, syntax: Syntax): boolean =>
  loadsBefore(request, says, syntax, firstKey(request));

/** Whether a path in a source can be the env file's, from whatever folder. */
function isPathOf(envPath: string, path: string): boolean {
  const own = path.replace(/^(?:(?:\.{1,2}|\$\{?\w+\}?)\/)+/, "");
  return `/${envPath}`.endsWith(`/${own}`);
}
