// Whether a file is worth decoding. Nearly every key is a long run of key characters, so anchors and names count only
// there. The answer may be a false alarm, which `scanText` finds out, but never a miss.
import { type Encoding, encodingOf } from "../encoding";
import { ruleOf } from "../rules/index";
import {
  type AnchorGroup,
  type Anchored,
  byDistance,
  DASHES,
  hasLength,
  leadingAfter,
  type Named,
  type Probes,
  type RunClass,
  SHORTEST,
} from "./probes";
import { Confirmer } from "./confirm";
import { decodedAround, decodedRun, isEscapeOfKey, isPiece, READS } from "./disguise";
import { Literal, Texts, utf8 } from "./texts";
import { Machine } from "./machine";
import type { Tables } from "./tables";
import { anyRun, type Least, type RunKind, type Visit } from "./runs";

/**
 * Whether `scanText` could find anything in the text of these bytes. UTF-16 is rare, so it is decoded unseen;
 * bytes that are no text hold no key.
 */
export function mayHoldKey(bytes: Uint8Array, probes: Probes, encoding = encodingOf(bytes)): boolean {
  const confirmer = new Confirmer(bytes);
  return isSuspicious(bytes, { probes, encoding, confirm: (start, end) => confirmer.mayHold(start, end) });
}

/** The same without a look by the rules themselves, for which they would have to be made ready. */
export function looksSuspicious(bytes: Uint8Array, probes: Probes, encoding = encodingOf(bytes)): boolean {
  return isSuspicious(bytes, { probes, encoding, confirm: () => true });
}

interface Inquiry {
  readonly probes: Probes;
  readonly encoding: Encoding | undefined;
  readonly confirm: Confirm;
}

/** Whether a run that is suspicious may be a key or a part of one. */
type Confirm = (start: number, end: number) => boolean;

function isSuspicious(bytes: Uint8Array, { probes, encoding, confirm }: Inquiry): boolean {
  if (encoding !== "utf-8") return encoding !== undefined;
  const sieve = sieveOf(probes);
  if (sieve.literals.some((literal) => literal.isIn(bytes))) return true;
  const { visit } = new Look(bytes, sieve, confirm);
  return anyRunOf(bytes, { probes, visit, machine: machines().file });
}

function anyRunOf(
  bytes: Uint8Array,
  { probes, visit, machine }: { readonly probes: Probes; readonly visit: Visit; readonly machine: Machine | undefined },
): boolean {
  return machine?.anyRun(bytes, LEAST, probes, visit) ?? anyRun(bytes, LEAST, visit);
}

/** Memory for at least so many bytes of a file, from which `mayHoldKey` need not copy them; undefined where any will do. The next call takes it back. */
export function roomFor(length: number): Uint8Array<ArrayBuffer> | undefined {
  return machines().file?.room(length);
}

/** What the search makes of the probes, for another thread of this program to take over with `keepTables`; undefined where it cannot be. */
export function tablesOf(probes: Probes): Tables | undefined {
  return machines().file?.tablesOf(probes);
}

let started: { readonly file: Machine | undefined; readonly decoded: Machine | undefined } | undefined;

/** One for files, none of which is looked at before another one is done, and one for what is decoded of them meanwhile. */
function machines(): NonNullable<typeof started> {
  return (started ??= { file: Machine.start(), decoded: Machine.start() });
}

const LEAST: Least = { ...SHORTEST, dash: DASHES.length };

/** One look at a file. */
class Look {
  /** Up to here, escapes have been read, and joints. */
  readonly #read = { escape: 0, piece: 0 };

  constructor(
    private readonly bytes: Uint8Array,
    private readonly sieve: Sieve,
    private readonly confirm: Confirm,
  ) {}

  readonly visit: Visit = (kind, start, end) => this.#isSuspicious(kind, start, end) && this.confirm(start, end);

  #isSuspicious(kind: RunKind, start: number, end: number): boolean {
    const { bytes } = this;
    if (kind === "escape") return isEscapeOfKey(bytes, start) && this.#around(kind, start);
    if (holdsPlain(this.sieve, kind, bytes, { start, end, isWhole: true })) return true;
    if (kind === "dash") return false;
    const decoded = decodedRun(bytes, start, end);
    if (decoded && isSuspect(this.sieve, decoded)) return true;
    return kind !== "base64" && isPiece(bytes, start, end) && this.#around("piece", start);
  }

  #around(kind: "escape" | "piece", at: number): boolean {
    if (at < this.#read[kind]) return false;
    this.#read[kind] = at + READS;
    return isSuspect(this.sieve, decodedAround(this.bytes, at));
  }
}

/** Whether bytes that have been decoded may hold a key. */
function isSuspect(sieve: Sieve, bytes: Uint8Array): boolean {
  if (sieve.literals.some((literal) => literal.isIn(bytes))) return true;
  const visit: Visit = (kind, start, end) => holdsPlain(sieve, kind, bytes, { start, end, isWhole: false });
  return anyRunOf(bytes, { probes: sieve.probes, visit, machine: machines().decoded });
}

interface RunOf {
  readonly start: number;
  readonly end: number;
  /** The bytes are a whole file; else what is missing may stand elsewhere. */
  readonly isWhole: boolean;
}

function holdsPlain({ runs, dashed }: Sieve, kind: RunKind, bytes: Uint8Array, run: RunOf): boolean {
  if (kind === "dash") return dashed.standAt(bytes, run.end - DASHES.length, 0);
  return (kind === "word" || kind === "base64") && runs[kind].holdKey(bytes, run);
}

interface Sieve {
  readonly probes: Probes;
  readonly runs: Readonly<Record<RunClass, Runs>>;
  readonly dashed: Texts;
  readonly literals: readonly Literal[];
}

const sieves = new WeakMap<Probes, Sieve>();

function sieveOf(probes: Probes): Sieve {
  const known = sieves.get(probes);
  if (known) return known;
  const runs = {
    word: new Runs(probes.anchored.word, probes.named.word),
    base64: new Runs(probes.anchored.base64, probes.named.base64),
  };
  const made = {
    probes,
    runs,
    dashed: new Texts(probes.dashed.map((text) => ({ text, min: 0 }))),
    literals: probes.literals.map((text) => new Literal(text)),
  };
  sieves.set(probes, made);
  return made;
}

/** What is looked for in the runs of one class. */
class Runs {
  readonly #anchors: readonly (AnchorGroup & { readonly texts: Texts<Anchored> })[];
  readonly #named: readonly Named[];

  constructor(anchored: readonly Anchored[], named: readonly Named[]) {
    this.#anchors = byDistance(anchored).map((group) => ({ ...group, texts: new Texts(group.anchors) }));
    this.#named = named;
  }

  /** Whether a run of the bytes may hold a key. */
  holdKey(bytes: Uint8Array, run: RunOf): boolean {
    const { start, end } = run;
    const leading = leadingAfter(bytes[start - 1]);
    for (const { distance, least, texts } of this.#anchors) {
      for (let from = start; from <= start + leading && from + least <= end; from++)
        if (texts.standAt(bytes, from + distance, end - from, accepts(bytes, from + distance, run))) return true;
    }
    let text: string | undefined;
    return this.#named.some(
      (one) =>
        hasLength(one, end - start, leading) &&
        endsWithAll(bytes, end, one.tail) &&
        fits(one, (text ??= asciiText(bytes, start, end))) &&
        isNamed(one, bytes, run) &&
        hasHost(one, bytes, run),
    );
  }
}

/** Says of the anchors at a place whether a whole key of their rules is around it, where all that decides about it is there. */
const accepts =
  (bytes: Uint8Array, at: number, { isWhole }: RunOf) =>
  ({ ruleId, lead, most }: Anchored): boolean => {
    const rule = ruleOf(ruleId);
    if (!isWhole || !rule) return true;
    const start = at - lead;
    const before = new TextDecoder().decode(bytes.subarray(Math.max(0, start - BOUNDARY), start));
    const after = new TextDecoder().decode(bytes.subarray(start, start + most + BOUNDARY));
    return rule.pattern.endAt(before + after, before.length) !== undefined;
  };

/** Bytes before and after a key that its pattern may look at. */
const BOUNDARY = 200;

/** Whether what a key needs beside it is there. */
function isNamed(named: Named, bytes: Uint8Array, { start, end }: RunOf): boolean {
  const { next, reach, min } = named;
  if (next !== undefined) return bytes[end] === next;
  return textsOf(named).standIn(bytes, reachFrom(bytes, start, reach), end - min);
}

/** Whether what a key needs anywhere is there; asked last, since it may take all of a file to say. */
function hasHost({ hosts }: Named, bytes: Uint8Array, { isWhole }: RunOf): boolean {
  return !hosts || !isWhole || hosts.some((host) => isInFile(host, bytes));
}

/** The index so many UTF-16 code units before a place, or a few more. */
function reachFrom(bytes: Uint8Array, start: number, reach: number): number {
  let at = start;
  // Bytes that go on with a character of UTF-8 are no units of their own.
  for (let left = reach; left > 0 && at > 0; at--) if (((bytes[at - 1] ?? 0) & 0xc0) !== 0x80) left -= 1;
  return at;
}

const hostsInFiles = new WeakMap<Uint8Array, Map<string, boolean>>();

/** Asked for the same few hosts at every run, so the answer is kept as long as the bytes. */
function isInFile(host: string, bytes: Uint8Array): boolean {
  const known = hostsInFiles.get(bytes) ?? new Map<string, boolean>();
  hostsInFiles.set(bytes, known);
  const answer = known.get(host) ?? machines().file?.holds(bytes, utf8(host)) ?? new Literal(host).isIn(bytes);
  known.set(host, answer);
  return answer;
}

const textsByNamed = new WeakMap<Named, Texts>();

/** The names of one rule. */
function textsOf(named: Named): Texts {
  const { names, words } = named;
  const texts =
    textsByNamed.get(named) ?? new Texts(names.map((text) => ({ text, min: 0, endsWord: words.includes(text) })));
  textsByNamed.set(named, texts);
  return texts;
}

function fits({ pattern, ruleId }: Named, run: string): boolean {
  const value = pattern.exec(run)?.[0];
  return value !== undefined && ruleOf(ruleId)?.check?.(value) !== "reject";
}

function endsWithAll(bytes: Uint8Array, end: number, { class: inClass, length }: Named["tail"]): boolean {
  for (let at = end - length; at < end; at++) if (inClass[bytes[at] ?? 0] !== 1) return false;
  return true;
}

function asciiText(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end)); // No run of interest is long.
}
