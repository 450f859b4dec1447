import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  decodeText,
  DEFAULT_POLICY,
  encodingOf,
  mayHoldKey,
  type Policy,
  probesOf,
  type Rule,
  RULES,
  scanText,
} from "../../src/core/index";
import { provision } from "../host/provision";
import type { Row } from "./bench.main";
import { filesIn, provideTree, TREE } from "./scan";

const VENDORS = 20;
const RUNS = 3;

/**
 * What it costs to look for the keys of all vendors and not just of the first twenty, over what it costs ripgrep to
 * look for their anchors: one thread each, the files in memory or in the system's cache.
 */
export async function benchTable(): Promise<readonly Row[]> {
  provideTree();
  const rg = await ripgrep();
  const scratch = mkdtempSync(join(tmpdir(), "keystow-bench-"));
  const files = filesIn(TREE)
    .filter((path) => statSync(path).size <= DEFAULT_POLICY.maxFileSize)
    .map((path) => readFileSync(path));
  const vendors = new Set([...new Set(RULES.map(({ vendor }) => vendor))].slice(0, VENDORS));
  const first = RULES.filter(({ vendor }) => vendors.has(vendor));
  try {
    const tables = [first, RULES].map((rules, index) => {
      const patterns = join(scratch, `${index}.txt`);
      writeFileSync(patterns, anchorsOf(rules).join("\n"));
      const ids = new Set(rules.map(({ id }) => id));
      const policy: Policy = {
        ...DEFAULT_POLICY,
        disabled: new Set(RULES.flatMap(({ id }) => (ids.has(id) ? [] : [id]))),
      };
      return { policy, patterns };
    });
    const ours = tables.map(() => Infinity);
    const peers = tables.map(() => Infinity);
    for (let run = 0; run < RUNS; run++) {
      tables.forEach(({ policy, patterns }, index) => {
        ours[index] = Math.min(
          ours[index] ?? Infinity,
          seconds(() => scanAll(files, policy)),
        );
        const args = [
          "--fixed-strings",
          "--file",
          patterns,
          "--count",
          "--no-ignore",
          "--hidden",
          "--threads",
          "1",
          TREE,
        ];
        peers[index] = Math.min(
          peers[index] ?? Infinity,
          seconds(() => spawnSync(rg, args, { stdio: "ignore" })),
        );
      });
    }
    const [us, them] = [lossOf(ours), lossOf(peers)];
    return [
      {
        what: `loss from the first ${VENDORS} vendors to all ${new Set(RULES.map(({ vendor }) => vendor)).size}, over ripgrep's loss from their anchors`,
        ours: `${ours.map((time) => time.toFixed(2)).join(" → ")} s`,
        peer: `${peers.map((time) => time.toFixed(2)).join(" → ")} s`,
        ratio: us / them,
        goal: "at most 0.33",
      },
    ];
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** The ripgrep that comes with the VS Code of the tests. */
async function ripgrep(): Promise<string> {
  const { vscode } = await provision();
  const name = process.platform === "win32" ? "rg.exe" : "rg";
  return join(vscode, "node_modules/@vscode/ripgrep-universal/bin", `${process.platform}-${process.arch}`, name);
}

/** What keys hold. */
function anchorsOf(rules: readonly Rule[]): readonly string[] {
  return [...new Set(rules.flatMap(({ anchors }) => anchors))];
}

function scanAll(files: readonly Buffer[], policy: Policy): void {
  const probes = probesOf(policy);
  for (const bytes of files) {
    const encoding = encodingOf(bytes);
    if (encoding && mayHoldKey(bytes, probes, encoding))
      scanText(decodeText(bytes, encoding), { path: "file" }, policy);
  }
}

function seconds(run: () => void): number {
  const start = performance.now();
  run();
  return (performance.now() - start) / 1000;
}

const lossOf = ([few = 0, all = 0]: readonly number[]): number => all / few - 1;
