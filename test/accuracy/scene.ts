import type { Random } from "../support/random";
import { marked, type Mark } from "./marks";
import type { Provider } from "./providers";

/** A value under a name. */
export interface Named {
  /** Its name, as lower-case words. */
  readonly words: readonly string[];
  readonly value: string;
  /** Set if it is a key that a scanner should find. */
  readonly mark?: Mark;
  /** Nothing is written but a reference to a variable or a vault. */
  readonly isReference?: true;
}

/** What a file is to be about, the same for keys and for what only looks like them. */
export interface Scene {
  readonly random: Random;
  readonly provider: Provider;
  readonly main: Named;
  /** The other half of a pair. */
  readonly companion?: Named;
  /** Other values in the same file. */
  readonly notes: readonly Named[];
  /** The value stands where code has a key, so that it may be a constructor's argument or a header. */
  readonly isCredential: boolean;
}

export interface Draft {
  readonly path: string;
  readonly text: string;
}

export type Encoding = "utf8" | "utf16le" | "utf16be";

/** How the run in the file becomes the key again. */
export type Decoding = "plain" | "base64" | "percent" | "escaped" | "joined" | "document";

/** One way to write a file. */
export interface Format {
  readonly id: string;
  write(scene: Scene): Draft;
  /** Writes a key that is a whole JSON document. */
  document?(scene: Scene): Draft;
  readonly encoding?: Encoding;
  readonly decoding?: Decoding;
  /** Characters that a value cannot have here. */
  readonly forbids?: RegExp;
  /** The format has one place, and that is for a credential. */
  readonly onlyCredentials?: true;
  /** Nobody writes a reference to a variable here. */
  readonly noReferences?: true;
}

/** A value as the format spells it, between its marks if it is a key. */
export function put({ mark, value }: Named, spell: (value: string) => string = (text) => text): string {
  return mark ? marked(mark, spell(value)) : spell(value);
}

/** One entry for every value of the scene: a pair stays together, the notes stand around it. */
export function block<T>({ random, main, companion, notes }: Scene, line: (named: Named) => T): readonly T[] {
  const others = random.shuffle(notes);
  const at = random.int(others.length + 1);
  return [...others.slice(0, at), ...(companion ? [companion] : []), main, ...others.slice(at)].map(line);
}

/** A credential that can stand alone, without a name of its own. */
export function isNameless({ isCredential, companion }: Scene): boolean {
  return isCredential && !companion;
}

export function lines(...rows: readonly (string | readonly string[])[]): string {
  return rows.flat().join("\n") + "\n";
}

/** A JSON document on one line. */
export function compact(document: string): string {
  return JSON.stringify(JSON.parse(document));
}

/** The file of a scene, still with its marks. */
export function drawn(format: Format, scene: Scene, isDocument = false): Draft & { readonly encoding: Encoding } {
  const { path, text } = isDocument && format.document ? format.document(scene) : format.write(scene);
  return { path, text, encoding: format.encoding ?? "utf8" };
}
