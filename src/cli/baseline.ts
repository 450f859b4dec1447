// A baseline file on disk: read, used up by a scan, and at the end compared with what was found.
import { existsSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import {
  Baseline,
  type BaselineEntry,
  type BaselineKey,
  decodeText,
  encodingOf,
  parseBaseline,
  type ReportFinding,
  type StaleEntry,
} from "../core/index";
import { thisDay } from "../node/content";
import { FileReader, troubleOf } from "../node/files";
import { relativePath } from "../node/pathText";
import { type Io, UsageError } from "./io";
import { problemText } from "./problems";

export const BASELINE_FILE = ".keystow-baseline.json";

/** Bytes; far more entries than anybody would accept. */
const MAX_SIZE = 64 * 1024 * 1024;

/** A baseline file, and how its entries name what reports name from the working directory. */
export class BaselineFile {
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  readonly #cwd: string;

  constructor(file: string, { cwd }: Pick<Io, "cwd">) {
    this.file = file;
    this.path = resolve(cwd, file);
    this.#cwd = cwd;
  }

  /** Its entries and what is wrong in it; a file that cannot be read is a `UsageError`. */
  read(): ReturnType<typeof parseBaseline> {
    const bytes = new FileReader().read(this.path, MAX_SIZE);
    if (!Buffer.isBuffer(bytes)) throw new UsageError(`The baseline ${this.file} was not read: ${bytes.reason}.`);
    return parseBaseline(decodeText(bytes, encodingOf(bytes) ?? "utf-8"));
  }

  get exists(): boolean {
    return existsSync(this.path);
  }

  keyOf({ fingerprint, file, ruleId }: ReportFinding): BaselineKey {
    return { fingerprint, path: relativePath(dirname(this.path), resolve(this.#cwd, file)), rule: ruleId };
  }

  readonly isGone = (path: string): boolean => !existsSync(resolve(dirname(this.path), path));

  /** Whether an entry's file is one of these, or below one; paths are relative to the working directory. */
  isBelow({ path }: BaselineEntry, places: readonly string[]): boolean {
    const file = `${resolve(dirname(this.path), path)}/`;
    return places.some((place) => file.startsWith(asFolder(resolve(this.#cwd, place))));
  }

  /** Writes the whole file or nothing of it; trouble is a `UsageError`. */
  write(text: string): void {
    try {
      // A link stays one.
      const target = this.exists ? realpathSync(this.path) : this.path;
      const part = `${target}.${process.pid}.part`;
      writeFileSync(part, text, { flush: true, flag: "wx" });
      renameSync(part, target);
    } catch (error) {
      throw new UsageError(`The baseline ${this.file} was not written: ${troubleOf(error)}.`);
    }
  }
}

function asFolder(path: string): string {
  return path.endsWith("/") ? path : `${path}/`;
}

export interface OpenBaseline {
  /** Some of its entries are broken. */
  readonly trouble: boolean;
  /** Why a finding is accepted; undefined when it is not. */
  readonly accepts: (finding: ReportFinding) => string | undefined;
  /** Entries that can go. Those that no finding has used only when everything below the places was looked at. */
  readonly stale: (places: readonly string[] | undefined) => readonly StaleEntry[];
}

/** Opens a baseline for a scan and tells what is wrong in it. */
export function openBaseline(file: string, io: Io): OpenBaseline {
  const baselineFile = new BaselineFile(file, io);
  const { value, problems } = baselineFile.read();
  for (const problem of problems) io.err(`${problemText(file, problem)}\n`);
  const baseline = new Baseline(value, thisDay());
  const staleEntry = (why: StaleEntry["why"], { reason: _, ...entry }: BaselineEntry): StaleEntry => ({
    in: "baseline",
    file,
    why,
    ...entry,
  });
  return {
    trouble: problems.length > 0,
    accepts: (finding) => {
      const key = baselineFile.keyOf(finding);
      if (baseline.accepts(key)) return "accepted in the baseline";
      const moved = baseline.acceptsMoved(key, baselineFile.isGone);
      return moved && `accepted in the baseline as ${moved.path}, which is gone`;
    },
    stale: (places) => [
      ...baseline.expired().map((entry) => staleEntry("expired", entry)),
      ...(places ? baseline.unused().filter((entry) => baselineFile.isBelow(entry, places)) : []).map((entry) =>
        staleEntry("unused", entry),
      ),
    ],
  };
}

/** A stale entry in one line, for the person. */
export function staleText(stale: StaleEntry): string {
  const { file, why, path, rule, count = 0, expires = "" } = stale;
  if (stale.in === "allow")
    return `${file}: the entry that allows ${stale.fingerprint}${path === undefined ? "" : ` in ${path}`} ${why === "expired" ? `has expired on ${expires}` : "allows nothing"}; it can go.`;
  const what = `${path ?? ""} ${why === "expired" ? `had ${rule ?? ""} accepted until ${expires}` : `has ${count} fewer of ${rule ?? ""} than the baseline accepts`}`;
  return `${file}: ${what}; the entry can go.`;
}
