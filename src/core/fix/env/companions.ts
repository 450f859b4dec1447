// What changes besides the code: the entry in the env file, its blank twin in the example, the ignore line.
import type { KeyFacts } from "../keys";
import type { FileEdit, Refusal, Variable } from "../model";
import { fileEdit } from "./changes";
import { keepsEntries, valuesOf, type Wanted } from "./envFile";
import { templateFor } from "./envPlace";
import { ignoreLineFor, type RepositoryAbove } from "./ignoreFile";
import type { Place } from "./store";
import { eolOf } from "../../lineEnd";

export interface Surroundings {
  readonly place: Place;
  readonly files: ReadonlyMap<string, string>;
  readonly eol: string;
  readonly above?: RepositoryAbove | undefined;
  /** What stands for a variable's key where the file is given no key. */
  readonly referenceTo?: ((name: string) => string) | undefined;
}

/** The entries that the env file lacks; undefined when it has them all. */
export function envEdit(
  variables: readonly Variable[],
  facts: readonly KeyFacts[],
  { place, files, eol, referenceTo }: Surroundings,
): FileEdit | Refusal | undefined {
  const { path } = place;
  const { syntax } = place.store;
  const wanted = variables
    .filter((variable) => !variable.reused)
    .map(({ name, findings }): Wanted => {
      const key = findings[0] ?? 0;
      const quote = (referenceTo ? syntax.quoteFor(referenceTo(name)) : facts[key]?.quote) ?? "";
      return { name, value: [quote, referenceTo?.(name) ?? { key }, quote] };
    });
  if (wanted.length === 0) return undefined;
  const old = files.get(path);
  const changes = syntax.edit(old, wanted, eolOf(old ?? "", eol));
  if (typeof changes === "string") return { refused: `${path} ${changes}` };
  if (changes.length === 0) return undefined;
  const edit = fileEdit({ path, role: "env" }, old, changes);
  const added = new Map(wanted.map(({ name }) => [name, referenceTo?.(name) ?? STAND_IN]));
  const text = old ?? "";
  if (keepsEntries(text, withStandIns(text, edit), added, syntax.parse)) return edit;
  return { refused: `${path} ${syntax.broken}` };
}

const STAND_IN = "k";

/** The text after an edit, with a stand-in for each key. */
function withStandIns(text: string, { edits }: FileEdit): string {
  const parts: string[] = [];
  let at = 0;
  for (const { span, pieces } of edits) {
    parts.push(
      text.slice(at, span.start.offset),
      ...pieces.map((piece) => (typeof piece === "string" ? piece : STAND_IN)),
    );
    at = span.end.offset;
  }
  return parts.join("") + text.slice(at);
}

/** A blank entry for each name that the example lacks, so that others know which variables there are. */
export function templateEdit(
  variables: readonly Variable[],
  { place, files, eol }: Surroundings,
): FileEdit | undefined {
  const { syntax } = place.store;
  if (!syntax.example) return undefined;
  const path = templateFor(place.path, files);
  const old = files.get(path);
  const known = valuesOf(old ?? "", syntax.parse);
  const wanted = variables.filter(({ name }) => !known.has(name)).map(({ name }): Wanted => ({ name, value: [] }));
  const changes = syntax.edit(old, wanted, eolOf(old ?? "", eol));
  return wanted.length === 0 || typeof changes === "string"
    ? undefined
    : fileEdit({ path, role: "example" }, old, changes);
}

/** The line that keeps the env file out of git; undefined when one does already. */
export function ignoreEdit({
  envPath,
  files,
  eol,
  above,
}: Omit<Surroundings, "place"> & { readonly envPath: string }): FileEdit | undefined {
  const line = ignoreLineFor(envPath, files, eol, above);
  if (!line) return undefined;
  const old = files.get(line.path);
  const end = old?.length ?? 0;
  return fileEdit({ path: line.path, role: "ignore" }, old, [{ start: end, end, pieces: [line.text] }]);
}
