// What the bytes of a file hold: the step that is the same for a working file and for one that git keeps.
import {
  BINARY,
  cellsAt,
  decodeText,
  type Encoding,
  encodingOf,
  isNotebook,
  mayHoldKey,
  type Policy,
  probesOf,
  type ScanResult,
  scanText,
  type Skipped,
  tooManyOf,
  type Whereabouts,
  withInlineReasons,
} from "../core/index";

/** What a report says of a file in which something is found, suppressed or not. */
export interface Found {
  /** As reports name it. */
  readonly file: string;
  readonly result: ScanResult;
  /** In a notebook, the cells of findings by their start offset. */
  readonly cells: ReadonlyMap<number, number>;
}

/** The same, with the text that its findings point into. */
export interface FoundText extends Found {
  readonly encoding: Encoding;
  readonly text: string;
}

export interface Content {
  /** Why nothing, or not everything, of it is listed. */
  readonly skipped: readonly Skipped[];
  readonly isBinary: boolean;
  readonly found?: FoundText;
}

export interface Source {
  readonly file: string;
  readonly where: Whereabouts;
  readonly policy: Policy;
  /** The day, as `yyyy-mm-dd`, by which entries expire; today when it is not given. */
  readonly today?: string;
}

/** Looks for keys in bytes; only what may hold one is decoded. */
export function lookInto(bytes: Buffer, { file, where, policy, today = thisDay() }: Source): Content {
  const encoding = encodingOf(bytes);
  if (!encoding) return { skipped: [{ file, reason: BINARY }], isBinary: true };
  if (!mayHoldKey(bytes, probesOf(policy), encoding)) return NOTHING;
  const text = decodeText(bytes, encoding);
  const result = withInlineReasons(text, scanText(text, { ...where, today }, policy));
  const all = [...result.findings, ...result.suppressed];
  if (all.length === 0) return NOTHING;
  const offsets = isNotebook(file) ? all.map(({ span }) => span.start.offset) : [];
  return {
    skipped: result.capped.map((rule) => ({ file, reason: tooManyOf(rule) })),
    isBinary: false,
    found: { file, result, cells: cellsAt(text, offsets), encoding, text },
  };
}

const NOTHING: Content = { skipped: [], isBinary: false };

/** Today where the person is, as `yyyy-mm-dd`. */
export function thisDay(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
