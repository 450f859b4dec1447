// How the files that hold keys are read and changed: dotenv's syntax, bash's, JSON.
import type { Piece } from "../model";
import { type PieceChange } from "./changes";
import { type EnvEntry, type EnvQuote, parseEnv, placeEntry, quoteFor, type Wanted } from "./envFile";
import { envrcTrouble, parseEnvrc, placeExport } from "./envrc";
import { editLocalSettings, jsonQuoteFor, parseLocalSettings } from "./localSettings";
import { eolOf } from "../../lineEnd";

/** The syntax of a file that holds keys. */
export interface StoreSyntax {
  /** Its entries with their places, in order; a name may occur more than once, and the last one counts. */
  readonly parse: (text: string) => readonly EnvEntry[];
  /** The quotes that a value needs; undefined when it cannot stand there. */
  readonly quoteFor: (value: string) => EnvQuote | undefined;
  /** An entry's place is what stands between its quotes, which every value has. */
  readonly inQuotes?: true;
  /** What puts entries into a text, or why that cannot be, in words that follow the file's name. */
  readonly edit: (text: string | undefined, wanted: readonly Wanted[], eol: string) => readonly PieceChange[] | string;
  /** Why an entry would not count although it was put in, in such words. */
  readonly broken: string;
  /** Whether a blank entry tells others of the variable, in `.env.example` and the like. */
  readonly example: boolean;
}

const OPEN_QUOTE = "has a quote that is never closed, so a new line would not count. Close it first.";

/** dotenv's, with one entry after the other put in by `place`. */
function lineSyntax(
  place: typeof placeEntry,
  parse: StoreSyntax["parse"],
  trouble: (text: string) => string | undefined,
): StoreSyntax {
  return {
    parse,
    quoteFor,
    broken: OPEN_QUOTE,
    example: true,
    edit: (old, wanted, eol) => {
      const text = old ?? "";
      const refused = trouble(text);
      if (refused !== undefined) return refused;
      const changes: PieceChange[] = [];
      const tail: Piece[] = [];
      let appended = "";
      for (const { name, value } of wanted) {
        const { start, end, before, after } = place(text + appended, name, eolOf(text, eol));
        const pieces: readonly Piece[] = [before, ...value, after];
        if (start < text.length || end < text.length) changes.push({ start, end, pieces });
        else {
          tail.push(...pieces);
          appended += before + after;
        }
      }
      if (tail.length > 0) changes.push({ start: text.length, end: text.length, pieces: tail });
      return changes;
    },
  };
}

export const DOTENV = lineSyntax(placeEntry, parseEnv, () => undefined);

export const ENVRC = lineSyntax(placeExport, parseEnvrc, envrcTrouble);

/** Wrangler expands `$NAME` in values, however they are quoted. */
export const DEV_VARS: StoreSyntax = {
  ...DOTENV,
  quoteFor: (value) => (value.includes("$") ? undefined : quoteFor(value)),
};

export const LOCAL_SETTINGS: StoreSyntax = {
  parse: parseLocalSettings,
  quoteFor: jsonQuoteFor,
  inQuotes: true,
  edit: editLocalSettings,
  broken: "has an entry of that name already, in other letters or twice. Mend it first.",
  example: false,
};

/** Nothing is read of a store that a program keeps, and nothing written: its program does both. */
export const KEPT_ELSEWHERE: StoreSyntax = {
  parse: () => [],
  quoteFor: jsonQuoteFor,
  edit: () => [],
  broken: "",
  example: false,
};
