import type { Report } from "./model";
import { prettyJson } from "./prettyJson";

/** Levels of a report that hold lists. */
const DEPTH = 2;

export function* jsonPieces(report: Report): Generator<string> {
  yield* prettyJson(report, DEPTH);
  yield "\n";
}

/** One finding a line, then the rest of the report in one line. */
export function* jsonLinesPieces({ findings, ...summary }: Report): Generator<string> {
  for (const finding of findings) yield `${JSON.stringify(finding)}\n`;
  yield `${JSON.stringify(summary)}\n`;
}
