// The keys that a command is about: those at a place in a file, those of files and folders, or one on standard input.
import {
  bareKey,
  decodeText,
  DEFAULT_POLICY,
  DEFAULT_PREFERENCES,
  type Finding,
  type Preferences,
  printable,
} from "../core/index";
import { FileReader } from "../node/files";
import type { KeyInText } from "../node/gatherExposure";
import { pathText } from "../node/pathText";
import { type ScannedFile, scanPaths } from "../node/scanWorkspace";
import { type Io, UsageError } from "./io";
import { problemText } from "./problems";

export interface Keys {
  readonly keys: readonly KeyInText[];
  /** Something could not be read; it has been told. */
  readonly trouble: boolean;
}

/** The keys at `FILE:LINE` or `FILE:LINE:COLUMN`, or the one on standard input for `-`. Fails when there is none. */
export async function keysAt(place: string, io: Io): Promise<Keys> {
  if (place === "-") return { keys: [await keyOfInput(io)], trouble: false };
  const { file, line, column } = parsePlace(place);
  const found = await keysIn([file], ({ span }) => holds(span, line - 1, column), io);
  if (found.keys.length > 0 || found.trouble || io.signal.aborted) return found;
  throw new UsageError(`There is no key at ${place}. \`keystow explain ${file}:${line}\` tells why.`);
}

/** Every key in files and folders. */
export function allKeys(paths: readonly string[], io: Io): Promise<Keys> {
  return keysIn(paths, () => true, io);
}

function parsePlace(place: string): { readonly file: string; readonly line: number; readonly column?: number } {
  const [, file, line, column] = /^(.+?):([1-9]\d*)(?::([1-9]\d*))?$/s.exec(place) ?? [];
  if (file === undefined) throw new UsageError(`"${place}" is no place: write FILE:LINE, such as src/app.py:12.`);
  return { file, line: Number(line), ...(column !== undefined && { column: Number(column) }) };
}

/** Whether a key stands on a line (from 0), and at a column (from 1) when there is one. */
function holds({ start, end }: Finding["span"], line: number, column?: number): boolean {
  if (line < start.line || line > end.line) return false;
  if (column === undefined) return true;
  return (line > start.line || column > start.column) && (line < end.line || column <= end.column);
}

/** The keys of files and folders that are wanted, also those that something suppresses: a stowed key can be public. */
async function keysIn(paths: readonly string[], wanted: (finding: Finding) => boolean, io: Io): Promise<Keys> {
  const keys: KeyInText[] = [];
  let trouble = false;
  const tell = (text: string): void => {
    trouble = true;
    io.err(`${text}\n`);
  };
  for await (const event of scanPaths(paths, {
    cwd: io.cwd,
    preferences: PREFERENCES,
    signal: io.signal,
    stdin: io.stdin,
  })) {
    if (event.kind === "file") keys.push(...keysOfFile(event, wanted));
    else if (event.kind === "problem") tell(problemText(event.file, event.problem));
    else if (event.kind === "skipped" && event.trouble) tell(`${printable(event.file)}: not read, ${event.reason}`);
  }
  return { keys, trouble };
}

/** A check that was asked for does not leave out what a scan holds back. */
const PREFERENCES: Preferences = {
  ...DEFAULT_PREFERENCES,
  severity: { ...DEFAULT_PREFERENCES.severity, low: "information" },
};

function keysOfFile(
  { path, file, policy, encoding, result }: ScannedFile,
  wanted: (finding: Finding) => boolean,
): readonly KeyInText[] {
  const findings = [...result.findings, ...result.suppressed].filter(wanted).sort(byPlace);
  if (findings.length === 0) return [];
  const bytes = new FileReader().read(path, policy.maxFileSize);
  // A file that has changed or gone since holds no such key any more, and the check says so.
  const text = Buffer.isBuffer(bytes) ? decodeText(bytes, encoding) : "";
  return findings.map((finding) => ({ text, finding, file: pathText(path), shownAs: file }));
}

function byPlace(a: Finding, b: Finding): number {
  return a.span.start.offset - b.span.start.offset;
}

/** Bytes; no key is longer. */
const MAX_INPUT = 64 * 1024;

async function keyOfInput(io: Io): Promise<KeyInText> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of io.stdin) {
    pieces.push(piece);
    size += piece.length;
    if (size > MAX_INPUT) throw new UsageError("Standard input is too long for one key.");
  }
  const text = Buffer.concat(pieces)
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .trim()
    .replace(/^(["'`])(.*)\1$/s, "$2");
  if (text === "") throw new UsageError("There is no key on standard input.");
  // What stands around a key would be looked for with it, and be found nowhere.
  const finding = bareKey(text, DEFAULT_POLICY);
  if (finding.ruleId === "" && /^[\w.-]+\s*[=:]|\n/.test(text) && !text.startsWith("-----BEGIN"))
    throw new UsageError("Standard input holds more than one bare key: give the key alone, without a name.");
  return { text, finding };
}
