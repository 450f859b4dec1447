import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runSuite } from "../host/suite";
import type { Row } from "./bench.main";
import { type BesideFigure, FIGURES_VARIABLE, type TypingFigure } from "./inside/figures";
import { provideTree, TREE } from "./tree";

/** Time per key press: in a large text over a small one, and while a scan runs over none. */
export async function benchTyping(): Promise<readonly Row[]> {
  return [...(await sizes()), await besideScan()];
}

/** Through a real TextDocument: 200 000 lines over 2 000 lines. */
async function sizes(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "keystow-bench-"));
  const figures = await figuresOf<readonly TypingFigure[]>("typing.main.js", folder);
  rmSync(folder, { recursive: true, force: true });
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
}

/** The slowest presses but 5 in 100, through VS Code and back, while *Scan Workspace* works on the tree of the scan's bench. */
async function besideScan(): Promise<Row> {
  provideTree();
  const { idle, scanning, presses } = await figuresOf<BesideFigure>("beside.main.js", TREE);
  return {
    what: `a key press (95 of 100) while a workspace is scanned, ${presses} presses, over one while nothing happens`,
    ours: `${scanning.toFixed(1)} ms`,
    peer: `${idle.toFixed(1)} ms`,
    ratio: scanning / idle,
    goal: "at most 2",
  };
}

/** What a suite inside VS Code has measured. */
async function figuresOf<Figures>(suite: string, workspace: string): Promise<Figures> {
  const scratch = mkdtempSync(join(tmpdir(), "keystow-bench-"));
  const file = join(scratch, "figures.json");
  process.env[FIGURES_VARIABLE] = file;
  try {
    await runSuite({ extension: ".", suite: resolve("out/bench/inside", suite), workspace });
    return JSON.parse(readFileSync(file, "utf8")) as Figures;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
