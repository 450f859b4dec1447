import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import {
  decodeText,
  DEFAULT_POLICY,
  encodingOf,
  mayHoldKey,
  type Policy,
  probesOf,
  RULES,
  scanText,
} from "../../src/core/index";
import type { Row } from "./bench.main";
import { provideRipgrep, ripgrepArgs } from "./ripgrep";
import { filesIn, provideTree, TREE } from "./tree";

const VENDORS = 20;
const RUNS = 3;

/**
 * What it costs to look for the keys of all vendors and not just of the first twenty, over what it costs ripgrep to
 * look for their anchors: one thread each, the files in memory or in the system's cache.
 */
export function benchTable(): readonly Row[] {
  provideTree();
  const rg = provideRipgrep();
  const files = filesIn(TREE)
    .filter((path) => statSync(path).size <= DEFAULT_POLICY.maxFileSize)
    .map((path) => readFileSync(path));
  const vendors = new Set([...new Set(RULES.map(({ vendor }) => vendor))].slice(0, VENDORS));
  const tables = [RULES.filter(({ vendor }) => vendors.has(vendor)), RULES];
  const ours = tables.map(() => Infinity);
  const peers = tables.map(() => Infinity);
  for (let run = 0; run < RUNS; run++) {
    tables.forEach((rules, index) => {
      const disabled = new Set(RULES.filter((rule) => !rules.includes(rule)).map(({ id }) => id));
      const search = (): void => scanAll(files, { ...DEFAULT_POLICY, disabled });
      const peer = (): unknown => spawnSync(rg, ripgrepArgs(TREE, 1, rules), { stdio: "ignore" });
      ours[index] = Math.min(ours[index] ?? Infinity, seconds(search));
      peers[index] = Math.min(peers[index] ?? Infinity, seconds(peer));
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
}

function scanAll(files: readonly Buffer[], policy: Policy): void {
  const probes = probesOf(policy);
  for (const bytes of files) {
    const encoding = encodingOf(bytes);
    if (encoding && mayHoldKey(bytes, probes, encoding))
      scanText(decodeText(bytes, encoding), { path: "file" }, policy);
  }
}

function seconds(run: () => unknown): number {
  const start = performance.now();
  run();
  return (performance.now() - start) / 1000;
}

const lossOf = ([few = 0, all = 0]: readonly number[]): number => all / few - 1;
