// Jupyter notebooks as they are on disk: the source of a code cell is a program, written as JSON strings.
// https://nbformat.readthedocs.io/en/latest/format_description.html
import { findNodeAtLocation, type Node } from "jsonc-parser";
import type { Finding } from "../../model";
import type { Accessor } from "../accessor";
import { type Embedding, innerFindings, joinLocated, outerLocated } from "../code/embedded";
import type { Located, SourceFile } from "../source";
import { PYTHON_FILES } from "../languages/python";
import { readJson } from "../../readJson";

const OUTPUT = "The output of a cell shows the key. Clear the outputs of the notebook and save it.";
const TEXT = "The key stands in a text cell, which reads no variables. Remove it by hand.";
const ELSEWHERE = "The key stands in the notebook's metadata. Remove it by hand.";

/** Kernels whose cells are read like a language's files. */
const KERNELS: Readonly<Record<string, Accessor>> = { python: PYTHON_FILES };

interface Cell {
  readonly start: number;
  readonly end: number;
  readonly type: string;
  readonly source: readonly Node[];
}

function cellsOf(root: Node | undefined): readonly Cell[] {
  return ((root && findNodeAtLocation(root, ["cells"]))?.children ?? []).map((cell) => {
    const source = findNodeAtLocation(cell, ["source"]);
    const strings = source?.type === "array" ? (source.children ?? []) : source ? [source] : [];
    return {
      start: cell.offset,
      end: cell.offset + cell.length,
      type: String(findNodeAtLocation(cell, ["cell_type"])?.value ?? ""),
      source: strings.filter(({ type }) => type === "string"),
    };
  });
}

function locateNotebook(file: SourceFile, findings: readonly Finding[]): Located {
  const root = readJson(file.text);
  const named = (...path: string[]): Node | undefined => root && findNodeAtLocation(root, ["metadata", ...path]);
  const language = named("kernelspec", "language") ?? named("language_info", "name");
  const kernel = String(language?.value ?? "python").toLowerCase();
  const refused = new Map<number, string>();
  const byCell = new Map<Cell, number[]>();
  const cells = cellsOf(root);
  findings.forEach(({ span }, index) => {
    const cell = cells.find(({ start, end }) => start <= span.start.offset && span.end.offset <= end);
    const reason = refusal(cell, span.start.offset, kernel);
    if (reason !== undefined || !cell) refused.set(index, reason ?? ELSEWHERE);
    else byCell.set(cell, [...(byCell.get(cell) ?? []), index]);
  });
  const located = [...byCell].map(([cell, indices]) => locateCell(file, cell, { kernel, findings, indices }));
  return joinLocated([{ slots: [], refused }, ...located]);
}

function refusal(cell: Cell | undefined, offset: number, kernel: string): string | undefined {
  if (!cell) return ELSEWHERE;
  const inSource = cell.source.some((one) => one.offset <= offset && offset < one.offset + one.length);
  if (!inSource) return OUTPUT;
  if (cell.type !== "code") return TEXT;
  return kernel in KERNELS
    ? undefined
    : `Keystow cannot yet put a reference into a cell of ${kernel}. Move the key by hand.`;
}

interface Asked {
  readonly kernel: string;
  readonly findings: readonly Finding[];
  readonly indices: readonly number[];
}

function locateCell(file: SourceFile, cell: Cell, { kernel, findings, indices }: Asked): Located {
  const { text, embedding } = program(file.text, cell.source);
  const own = innerFindings(
    indices.flatMap((index) => findings[index] ?? []),
    embedding,
  );
  const accessor = KERNELS[kernel] ?? PYTHON_FILES;
  const source: SourceFile = { ...file, text, languageId: accessor.languageIds[0] ?? "", eol: "\n" };
  return outerLocated(accessor.locate(source, own), indices, embedding);
}

/** The program that a cell's strings hold, and where each of its characters is written. */
function program(text: string, source: readonly Node[]): { text: string; embedding: Embedding } {
  const chars: string[] = [];
  const starts: number[] = [];
  let end = 0;
  for (const { offset, length } of source) {
    end = offset + length - 1;
    for (let at = offset + 1; at < end;) {
      const size = text.charAt(at) !== "\\" ? 1 : text.charAt(at + 1) === "u" ? 6 : 2;
      const raw = text.slice(at, at + size);
      chars.push(size === 1 ? raw : unescaped(raw));
      starts.push(at);
      at += size;
    }
  }
  const ends = starts.map(
    (start) => start + (text.charAt(start) !== "\\" ? 1 : text.charAt(start + 1) === "u" ? 6 : 2),
  );
  const embedding: Embedding = {
    outer: (offset, isEnd) => (isEnd ? ends[offset - 1] : starts[offset]) ?? end,
    inner: (offset) => firstFrom(starts, offset),
    written: (part) => JSON.stringify(part).slice(1, -1),
  };
  return { text: chars.join(""), embedding };
}

function unescaped(raw: string): string {
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    return "?";
  }
}

/** The first index whose place is not before `offset`. */
function firstFrom(places: readonly number[], offset: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const NOTEBOOKS: Accessor = {
  title: "Jupyter notebook",
  languageIds: ["notebook"],
  reference: 'os.environ["NAME"]',
  inside: "f\"Bearer {os.environ['NAME']}\"",
  needs: "import os in the cell",
  loader: "python-dotenv; else the shell that starts Jupyter",
  refuses: "text cells, outputs, cells of another language, and what Python refuses",
  proof: { how: "executed", by: "Python" },
  locate: locateNotebook,
  loaded: (request) => PYTHON_FILES.loaded?.(request),
  start: ({ withEnv }) => withEnv("jupyter lab"),
};
