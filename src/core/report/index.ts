// A report in each of its formats. A renderer is pure and gets a report, which holds no key, so it cannot leak one.
import { renderCsv } from "./csv";
import { renderHtml } from "./html";
import { jsonLinesPieces, jsonPieces } from "./json";
import { renderJunit } from "./junit";
import { renderMarkdown } from "./markdown";
import type { RenderOptions, Report } from "./model";
import { sarifPieces } from "./sarif";
import { renderText } from "./text";

export interface Format {
  readonly id: string;
  /** Of a file's name, without the dot. */
  readonly extension: string;
  /** What it is for, in a few words for the help and the documentation. */
  readonly title: string;
  /** The whole document, its last line ended. */
  readonly render: (report: Report, options: RenderOptions) => string;
  /** The same in pieces, where a large report could be longer than a text can be. */
  readonly pieces?: (report: Report, options: RenderOptions) => Iterable<string>;
}

type Pieces = Required<Format>["pieces"];

function inPieces(pieces: Pieces): Pick<Required<Format>, "render" | "pieces"> {
  return { render: (report, options) => [...pieces(report, options)].join(""), pieces };
}

export const FORMATS: readonly Format[] = [
  { id: "text", extension: "txt", title: "for people, in a terminal", render: renderText },
  { id: "json", extension: "json", title: "the whole report, for programs", ...inPieces(jsonPieces) },
  {
    id: "jsonl",
    extension: "jsonl",
    title: "the same, a finding a line, then the rest in one",
    ...inPieces(jsonLinesPieces),
  },
  {
    id: "sarif",
    extension: "sarif",
    title: "SARIF 2.1.0, for GitHub code scanning and SARIF viewers",
    ...inPieces(sarifPieces),
  },
  {
    id: "markdown",
    extension: "md",
    title: "a comment on a pull request, cut to what one holds",
    render: renderMarkdown,
  },
  {
    id: "junit",
    extension: "xml",
    title: "JUnit XML, for the test reports of GitLab and Jenkins",
    render: renderJunit,
  },
  { id: "csv", extension: "csv", title: "a table for spreadsheets, a finding a line", render: renderCsv },
  { id: "html", extension: "html", title: "one page for a reviewer; it loads nothing", render: renderHtml },
];

/** The format of an id, when there is one. */
export function formatOf(id: string): Format | undefined {
  return FORMATS.find((format) => format.id === id);
}
