// Where findings go while a scan runs: to a list that is rendered at its end, or, as JSON Lines, out at once.
import { inOrder, type Report, type ReportFinding, type ReportSuppressed, type Skipped } from "../core/index";
import type { Io } from "./io";
import { PackedTexts } from "./packedTexts";

/** A report but for its lists. */
export type Rest = Omit<Report, "findings" | "suppressed" | "skipped">;

export interface Lists {
  readonly finding: (finding: ReportFinding) => void;
  readonly suppressed: (finding: ReportSuppressed) => void;
  readonly skipped: (skipped: Skipped) => void;
}

/** Keeps everything, and puts it into order. */
export class KeptLists implements Lists {
  readonly #findings: ReportFinding[] = [];
  readonly #suppressed: ReportSuppressed[] = [];
  readonly #skipped: Skipped[] = [];

  finding(finding: ReportFinding): void {
    this.#findings.push(finding);
  }

  suppressed(finding: ReportSuppressed): void {
    this.#suppressed.push(finding);
  }

  skipped(skipped: Skipped): void {
    this.#skipped.push(skipped);
  }

  report({ schema, tool, complete, ...rest }: Rest): Report {
    return {
      schema,
      tool,
      complete,
      ...inOrder({ findings: this.#findings, suppressed: this.#suppressed, skipped: this.#skipped }),
      ...rest,
    };
  }
}

/**
 * JSON Lines as they come: a finding a line, in the order in which files are looked at, which is the same for the same
 * tree. What the last line holds is kept packed until then.
 */
export class StreamedLists implements Lists {
  readonly #out: Io["out"];
  readonly #suppressed = new PackedTexts();
  readonly #skipped = new PackedTexts();

  constructor({ out }: Io) {
    this.#out = out;
  }

  finding(finding: ReportFinding): void {
    this.#out(`${JSON.stringify(finding)}\n`);
  }

  suppressed(finding: ReportSuppressed): void {
    this.#suppressed.add(JSON.stringify(finding));
  }

  skipped({ file, reason, trouble }: Skipped): void {
    // The reason first: many files in a row share it and their folder.
    this.#skipped.add(`${trouble ? TROUBLE : ""}${reason}\0${file}`);
  }

  /** The last line, in pieces. */
  *end({ schema, tool, complete, ...rest }: Rest): Generator<string> {
    yield JSON.stringify({ schema, tool, complete }).slice(0, -1);
    yield* list("suppressed", this.#suppressed);
    yield* list("skipped", skippedTexts(this.#skipped));
    yield `,${JSON.stringify(rest).slice(1)}\n`;
  }
}

function* list(name: string, items: Iterable<string>): Generator<string> {
  yield `,"${name}":[`;
  let separator = "";
  for (const item of items) {
    yield separator + item;
    separator = ",";
  }
  yield "]";
}

/** What a packed text starts with where there is trouble; no reason does. */
const TROUBLE = "!";

function* skippedTexts(packed: PackedTexts): Generator<string> {
  for (const text of packed) {
    const end = text.indexOf("\0");
    const trouble = text.startsWith(TROUBLE);
    const reason = text.slice(trouble ? TROUBLE.length : 0, end);
    yield JSON.stringify({ file: text.slice(end + 1), reason, ...(trouble && { trouble }) } satisfies Skipped);
  }
}
