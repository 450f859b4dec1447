import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runSuite } from "../host/suite";
import type { Row } from "./bench.main";
import { FIGURES_VARIABLE, type TypingFigure } from "./inside/figures";

/** Time per key press through a real TextDocument: 200 000 lines over 2 000 lines. */
export async function benchTyping(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "keystow-bench-"));
  const file = join(folder, "figures.json");
  process.env[FIGURES_VARIABLE] = file;
  try {
    await runSuite({ extension: ".", suite: resolve("out/bench/inside/typing.main.js"), workspace: folder });
    const figures = JSON.parse(readFileSync(file, "utf8")) as readonly TypingFigure[];
    const least = (lines: number): TypingFigure =>
      figures.filter((one) => one.lines === lines).reduce((a, b) => (a.press < b.press ? a : b));
    const [small, large] = [least(2_000), least(200_000)];
    return [
      {
        what: "one key press: 200 000 lines over 2 000",
        ours: `${large.press.toFixed(3)} ms`,
        peer: `${small.press.toFixed(3)} ms`,
        ratio: large.press / small.press,
        goal: "at most 1.2",
      },
      {
        what: "VS Code's own share of it, for scale",
        ours: `${large.edit.toFixed(1)} ms`,
        peer: `${small.edit.toFixed(1)} ms`,
        ratio: large.edit / small.edit,
        goal: "",
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
