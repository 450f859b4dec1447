// A scan for the editor, as an order and what is told of it: plain data on both ways, so that a thread can do the work.
import { statSync } from "node:fs";
import { resolve } from "node:path";
import {
  type Finding,
  type Hiding,
  type Introduced,
  type Policy,
  type PolicySource,
  type Progress,
  readPolicy,
  type Skipped,
  type SuppressedFinding,
} from "../core/index";
import { lookInto } from "./content";
import { FileReader } from "./files";
import { blobId } from "./git/changes";
import { type OpenRepository, openRepository } from "./git/open";
import type { StoredEvent, StoredFile } from "./scanStored";
import { type ScannedFile, type ScanEvent, type ScanOptions, scanPaths } from "./scanWorkspace";
import { type GitSelector, selectFromGit } from "./selectFromGit";
import type { PathInPolicy } from "./target";

/** What is scanned, and how. Paths are absolute. */
export interface ScanOrder {
  readonly what: { readonly kind: "paths"; readonly paths: readonly string[] } | GitSelector;
  /** The workspace folder: names and globs are relative to it, and its repository is the one that git is asked of. */
  readonly root: string;
  readonly policy: PolicySource;
  /** What the editor hides; what git selects is looked at all the same. */
  readonly hidden: readonly Hiding[];
  /** The day, as `yyyy-mm-dd`, by which entries expire. */
  readonly today: string;
  /** Folders whose programs are not run. */
  readonly outside: readonly string[];
}

interface Told {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/** A working file in which something is found. */
export interface ToldFile extends Told {
  readonly kind: "file";
  readonly path: string;
}

/** A text that git keeps and no working file has in that way. */
export interface ToldStored extends Told {
  readonly kind: "stored";
  /** Relative to the workspace folder. */
  readonly file: string;
  readonly id: string;
  readonly introduced?: Introduced;
  /** The scan was stopped before it had found out what brought it in. */
  readonly untraced?: true;
  readonly inPolicy: PathInPolicy;
}

/** What is told of a scan; the last is a summary, or why there was none. */
export type ScanTold =
  | ToldFile
  | ToldStored
  | (Skipped & { readonly kind: "skipped" })
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "summary"; readonly progress: Progress; readonly ignored: number }
  | { readonly kind: "refused"; readonly reason: string };

export interface TellOptions extends Pick<ScanOptions, "rest"> {
  readonly signal: AbortSignal;
  /** The compiled `sift.worker.ts`. */
  readonly sifter: string;
  readonly onProgress: (progress: Progress) => void;
}

/** Cores, so that whoever types meanwhile does not notice. */
const FOR_THE_EDITOR = 1;

/** Does what is ordered. Never throws for what cannot be read. */
export async function* tellScan(order: ScanOrder, options: TellOptions): AsyncGenerator<ScanTold, void> {
  const { what, root, hidden, today, outside } = order;
  const { policy } = readPolicy(order.policy);
  const scan = { cwd: root, given: { policy, root }, today, spareCores: FOR_THE_EDITOR, ...options };
  const teller = new Teller(order, policy);
  if (what.kind === "paths") {
    for await (const event of scanPaths(what.paths, { ...scan, hidden })) yield* teller.tell(event);
    return;
  }
  const open = await openRepository(root, { env: process.env, signal: options.signal, outside });
  const events = typeof open === "string" ? open : await selected(what, open, scan);
  if (typeof events === "string") yield { kind: "refused", reason: events };
  else for await (const event of events) yield* teller.tell(event);
}

async function selected(
  what: GitSelector,
  open: OpenRepository,
  scan: Parameters<typeof selectFromGit>[2],
): ReturnType<typeof selectFromGit> {
  const { bare } = open.repository;
  return bare && what.kind !== "history"
    ? "This repository is a bare one: it has no working files."
    : selectFromGit(what, open, scan);
}

/** Tells of events what the editor wants to know. */
class Teller {
  readonly #order: ScanOrder;
  readonly #policy: Policy;
  readonly #reader = new FileReader();

  constructor(order: ScanOrder, policy: Policy) {
    this.#order = order;
    this.#policy = policy;
  }

  *tell(event: ScanEvent | StoredEvent): Generator<ScanTold> {
    switch (event.kind) {
      case "file":
        yield this.#file(event);
        return;
      case "stored":
        if (isAnything(event.result)) yield this.#stored(event);
        return;
      case "skipped":
        yield event;
        return;
      case "summary":
        yield { kind: "summary", progress: { files: event.files, bytes: event.bytes }, ignored: event.ignored };
        return;
      case "problem": // The editor has the policy file open, and tells of it there.
    }
  }

  #file({ path, file, result }: ScannedFile): ScanTold {
    const { findings, suppressed } = result;
    if (typeof path !== "string")
      return {
        kind: "skipped",
        file,
        reason: `its name is no text, so it cannot be opened; keys in it: ${findings.length}`,
        trouble: true,
      };
    return { kind: "file", path, findings, suppressed };
  }

  /** What a working file holds in just that way is told of that file. */
  #stored({ file, id, introduced, untraced, inPolicy, result: { findings, suppressed } }: StoredFile): ScanTold {
    if (!introduced && this.#order.what.kind !== "history") {
      const path = resolve(this.#order.root, file);
      const same = this.#sameAs(path, id);
      if (same) return { kind: "file", path, ...onLinesOf(same, { findings, suppressed }) };
    }
    const told = { kind: "stored", file, id, inPolicy, findings, suppressed } as const;
    return { ...told, ...(introduced && { introduced }), ...(untraced && { untraced }) };
  }

  /** What a working file holds, if git would keep it under this id, as it is or with its line ends changed. */
  #sameAs(path: string, id: string): Told | undefined {
    if (!isFile(path)) return undefined;
    const bytes = this.#reader.read(path, this.#policy.maxFileSize);
    if (!Buffer.isBuffer(bytes)) return undefined;
    const algorithm = id.length === 64 ? "sha256" : "sha1";
    if (blobId(bytes, algorithm) !== id && blobId(withoutReturns(bytes), algorithm) !== id) return undefined;
    return lookInto(bytes, { file: path, where: { path }, policy: this.#policy }).found?.result;
  }
}

function isAnything({ findings, suppressed }: Told): boolean {
  return findings.length + suppressed.length > 0;
}

/** The same findings, at the offsets that a file has with its own line ends. */
function onLinesOf(own: Told, told: Told): Told {
  const spans = new Map([...own.findings, ...own.suppressed].map((one) => [placeOf(one), one.span]));
  const moved = <F extends Finding>(finding: F): F => ({
    ...finding,
    span: spans.get(placeOf(finding)) ?? finding.span,
  });
  return { findings: told.findings.map(moved), suppressed: told.suppressed.map(moved) };
}

function placeOf({ span: { start } }: Finding): string {
  return `${start.line}:${start.column}`;
}

/** As git keeps a text whose lines end in `\r\n` where it has been told to. */
function withoutReturns(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
}

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false;
  }
}
