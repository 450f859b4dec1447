// A new key in place of an old one, in every entry of an env file, or another file of a store, that holds it.
import type { Finding } from "../../model";
import { PointReader } from "../../points";
import { type KeyFinder, keyFinder } from "../keys";
import type { Refusal } from "../model";
import type { ResolvedEdit } from "../resolveFix";
import type { EnvEntry, EnvQuote } from "./envFile";
import { syntaxOf } from "./store";
import type { StoreSyntax } from "./storeSyntax";

/** The key that is to be replaced. It cannot be printed: the value is in a closure. */
export class Rotation {
  readonly #old: KeyFinder;

  private constructor(old: KeyFinder) {
    this.#old = old;
  }

  /** For the key of a finding; undefined when the text no longer holds it. */
  static of(text: string, finding: Finding): Rotation | undefined {
    const old = keyFinder(text, finding);
    return old && new Rotation(old);
  }

  /** Whether a value is the old key. */
  isOld(value: string): boolean {
    return this.#old.is(value);
  }

  /** Whether an entry of an env file's text holds the old key. */
  isIn({ path, text }: EnvText): boolean {
    return syntaxOf(path)
      .parse(text)
      .some((entry) => this.#placeIn(text, entry) !== undefined);
  }

  /** The edits of an env file's text. They hold the new key: write them, and do not log them. */
  editsFor({ path, text }: EnvText, next: string): readonly ResolvedEdit[] | Refusal {
    const syntax = syntaxOf(path);
    const needs = syntax.quoteFor(next);
    if (needs === undefined) return { refused: NO_PLACE };
    const reader = new PointReader(text);
    const edits: ResolvedEdit[] = [];
    for (const entry of syntax.parse(text)) {
      const place = this.#placeIn(text, entry);
      if (!place) continue;
      if (!place.whole && !syntax.inQuotes && needs !== "") return { refused: NO_PLACE };
      const written = place.whole && !syntax.inQuotes ? quoted(next, quoteOf(text, entry), syntax) : next;
      edits.push({ span: { start: reader.at(place.start), end: reader.at(place.end) }, text: written });
    }
    return edits;
  }

  /** Where an entry holds the key: its whole value with the quotes, or a part of it such as a URL's query. */
  #placeIn(text: string, entry: EnvEntry): Place | undefined {
    const raw = text.slice(entry.valueStart, entry.valueEnd);
    const start = entry.valueStart + (raw.length - raw.trimStart().length);
    const end = entry.valueEnd - (raw.length - raw.trimEnd().length);
    if (this.#old.is(entry.value)) return { start, end, whole: true };
    const at = this.#old.placeIn(raw);
    return at && { start: entry.valueStart + at.start, end: entry.valueStart + at.end, whole: false };
  }
}

const NO_PLACE = "The new key has signs that this env file cannot hold in that place. Write it there by hand.";

/** An env file; its name says how it is read. */
interface EnvText {
  readonly path: string;
  readonly text: string;
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly whole: boolean;
}

function quoteOf(text: string, { valueStart, valueEnd }: EnvEntry): EnvQuote {
  const raw = text.slice(valueStart, valueEnd).trim();
  return raw.startsWith("'") ? "'" : raw.startsWith('"') ? '"' : "";
}

/** In the quotes that the entry has, where they can hold the value; else in those that it needs. */
function quoted(value: string, quote: EnvQuote, { quoteFor }: StoreSyntax): string {
  const keeps = quote === "'" ? !value.includes("'") : quote === '"' && !/["$`\\]/.test(value);
  const used = keeps ? quote : (quoteFor(value) ?? "");
  return used + value + used;
}
