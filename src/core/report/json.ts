import type { Report } from "./model";

export function renderJson(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** One finding a line, then the rest of the report in one line. */
export function renderJsonLines({ findings, ...summary }: Report): string {
  return [...findings, summary].map((line) => `${JSON.stringify(line)}\n`).join("");
}
