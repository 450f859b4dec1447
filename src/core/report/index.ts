// A report in each of its formats. A renderer is pure and gets a report, which holds no key, so it cannot leak one.
import { renderJson, renderJsonLines } from "./json";
import type { RenderOptions, Report } from "./model";
import { renderSarif } from "./sarif";
import { renderText } from "./text";

export interface Format {
  readonly id: string;
  /** Of a file's name, without the dot. */
  readonly extension: string;
  /** The whole document, its last line ended. */
  readonly render: (report: Report, options: RenderOptions) => string;
}

export const FORMATS: readonly Format[] = [
  { id: "text", extension: "txt", render: renderText },
  { id: "json", extension: "json", render: renderJson },
  { id: "jsonl", extension: "jsonl", render: renderJsonLines },
  { id: "sarif", extension: "sarif", render: renderSarif },
];

/** The format of an id, when there is one. */
export function formatOf(id: string): Format | undefined {
  return FORMATS.find((format) => format.id === id);
}
