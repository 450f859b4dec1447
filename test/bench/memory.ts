// Peak memory of `keystow scan --format jsonl`, above that of a scan that finds nothing: what a finding costs, and whether
// that grows with the tree.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";
import type { Row } from "./bench.main";

const MB = 1e6;
const PER_FILE = 50;
/** Findings of the largest tree. */
const FINDINGS = 200_000;
/** Bytes that are allowed above a scan that finds nothing, and for each finding. */
const FREE = 64 * 2 ** 20;
const PER_FINDING = 400;
const PARTS = [1 / 8, 1 / 4, 1 / 2, 1];

/** Peaks over growing trees, against what is allowed; the ratio is the part of it that is used. */
export function benchMemory(): readonly Row[] {
  const scratch = mkdtempSync(join(tmpdir(), "keystow-memory-"));
  try {
    mkdirSync(join(scratch, "empty"));
    const idle = peakOf(join(scratch, "empty")).peak;
    let written = 0;
    return PARTS.map((part) => {
      const wanted = FINDINGS * part;
      for (; written < wanted / PER_FILE; written += 1) writeFile(join(scratch, "tree"), written);
      const { peak, lines } = peakOf(join(scratch, "tree"));
      if (lines !== wanted + 1) throw new Error(`${lines} lines for ${wanted} findings`);
      const allowed = FREE + wanted * PER_FINDING;
      return {
        what: `peak memory of JSON Lines with ${wanted} findings, above ${(idle / MB).toFixed(0)} MB for an empty folder, against 64 MB and 400 bytes a finding`,
        ours: `${((peak - idle) / MB).toFixed(0)} MB`,
        peer: `${(allowed / MB).toFixed(0)} MB`,
        ratio: (peak - idle) / allowed,
        goal: "at most 1",
      };
    });
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function writeFile(tree: string, index: number): void {
  const folder = join(tree, `${index % 100}`);
  mkdirSync(folder, { recursive: true });
  const random = randomFrom(`memory ${index}`);
  const kind = KEY_KINDS.find(({ provider, use }) => provider === "groq" && use === "alone");
  const lines = Array.from({ length: PER_FILE }, () => `const value = "${kind?.make(random) ?? ""}";\n`);
  writeFileSync(join(folder, `${index}.ts`), lines.join(""));
}

/** Bytes that a scan held at most, and the lines that it wrote. */
function peakOf(folder: string): { readonly peak: number; readonly lines: number } {
  // The program itself says what it has used, once it has ended. What the system counts for a process starts with the
  // memory of the one that started it, so where there is a better word it is taken.
  const hook = `const fs = require("node:fs");
    const status = () => { try { return fs.readFileSync("/proc/self/status", "utf8"); } catch { return ""; } };
    const peak = () => /VmHWM:\\s+(\\d+)/.exec(status())?.[1] ?? process.resourceUsage().maxRSS;
    if (require("node:worker_threads").isMainThread) process.on("exit", () => fs.writeSync(2, "peak " + peak() + "\\n"));`;
  const hookFile = join(folder, "..", "hook.cjs");
  writeFileSync(hookFile, hook);
  const args = ["--require", hookFile, resolve("dist/cli.js"), "scan", "--format", "jsonl"];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, maxBuffer: 1 << 30 });
  const kilobytes = Number(/peak (\d+)/.exec(stderr.toString())?.[1]);
  let lines = 0;
  for (let at = stdout.indexOf(10); at >= 0; at = stdout.indexOf(10, at + 1)) lines += 1;
  return { peak: kilobytes * 1024, lines };
}
