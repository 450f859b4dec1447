import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PEERS, provideSecretlint, SECRETLINT, secretlintCommand } from "../support/secretlint";
import type { Row } from "./bench.main";
import { RIPGREP, provideRipgrep, ripgrepArgs } from "./ripgrep";
import { measureTree, provideCopies, provideTree, TREE } from "./tree";
import { type Command, type Cost, costOf, costsOf, isInstalled, onCores } from "./wholeProcess";

const RUNS = 5;
const FEW_RUNS = 3;

/** `keystow scan` of a large real tree, whole process, warm, against programs that look for secrets or for text. */
export async function benchScan(): Promise<readonly Row[]> {
  provideTree();
  const rg = provideRipgrep();
  const { files, megabytes } = measureTree();
  const what = `${files.toLocaleString("en")} files, ${megabytes} MB`;
  const { us, row } = await overRipgrep(rg, TREE, {
    what: `scan of ${what}, all rules, over ${RIPGREP} looking for their anchors, two threads`,
    goal: "at most 1.0, first 1.5",
    runs: RUNS,
  });
  return [
    row,
    ...(await cores(keystow(TREE), [rg, ripgrepArgs(TREE, 1)], [rg, ripgrepArgs(TREE, 2)])),
    ...(await against(SECRETLINT, secretlint(), us, { time: 50, memory: 0.1 })),
    ...(await gitleaks(us)),
    ...(await growth()),
    ...(await large(rg)),
  ];
}

async function overRipgrep(
  rg: string,
  place: string,
  { runs, ...row }: Pick<Row, "what" | "goal"> & { readonly runs: number },
): Promise<{ readonly us: Cost; readonly row: Row }> {
  const [us, them] = (await costsOf([keystow(place), [rg, ripgrepArgs(place, 2)]], runs)) as [Cost, Cost];
  return { us, row: { ...row, ours: seconds(us), peer: seconds(them), ratio: us.seconds / them.seconds } };
}

const keystow = (place: string): Command => [
  process.execPath,
  [resolve("dist/cli.js"), "scan", "--format", "jsonl", place],
];

const seconds = (cost: Cost): string => `${cost.seconds.toFixed(2)} s`;
const memory = (cost: Cost): string => `${cost.megabytes.toFixed(0)} MB`;

function secretlint(): Command {
  provideSecretlint();
  const [program, args] = secretlintCommand(`${TREE}/**/*`);
  return [program, args, PEERS];
}

async function against(
  name: string,
  command: Command,
  us: Cost,
  goal: { readonly time: number; readonly memory?: number },
): Promise<readonly Row[]> {
  const them = await costOf(command);
  const time: Row = {
    what: `the same, how many times faster than ${name}`,
    ours: seconds(us),
    peer: seconds(them),
    ratio: them.seconds / us.seconds,
    goal: `at least ${goal.time}`,
  };
  if (goal.memory === undefined) return [time];
  const space: Row = {
    what: `the most memory at a time, over ${name}'s`,
    ours: memory(us),
    peer: memory(them),
    ratio: us.megabytes / them.megabytes,
    goal: `at most ${goal.memory}`,
  };
  return [time, space];
}

/** Only where it is installed: it does not come from npm. Files, and the history of this repository. */
async function gitleaks(us: Cost): Promise<readonly Row[]> {
  if (!isInstalled("gitleaks")) return [];
  const files = await against("gitleaks", ["gitleaks", ["dir", "--no-banner", TREE]], us, { time: 20 });
  const history = await costOf([process.execPath, [resolve("dist/cli.js"), "scan", "--history", "--format", "jsonl"]]);
  return [
    ...files,
    ...(await against("gitleaks in the history", ["gitleaks", ["git", "--no-banner"]], history, { time: 20 })),
  ];
}

/** What a second core gains us, over what it gains ripgrep. */
async function cores(ours: Command, single: Command, double: Command): Promise<readonly Row[]> {
  const commands = [onCores(1, ours), onCores(2, ours), onCores(1, single), onCores(2, double)];
  if (commands.includes(undefined)) return [];
  const costs = await costsOf(commands as readonly Command[], FEW_RUNS);
  const [one, two, peerOne, peerTwo] = costs.map((cost) => cost.seconds) as [number, number, number, number];
  return [
    {
      what: "times faster on two cores than on one, over ripgrep's",
      ours: (one / two).toFixed(2),
      peer: (peerOne / peerTwo).toFixed(2),
      ratio: one / two / (peerOne / peerTwo),
      goal: "at least 0.9",
    },
  ];
}

/** A tree that is large enough for the start of Node.js, and what V8 compiles, to count for little. */
async function large(rg: string): Promise<readonly Row[]> {
  const what = `4 times the tree, over ${RIPGREP} in the same way`;
  const { row } = await overRipgrep(rg, provideCopies(4), { what, goal: "at most 1.0", runs: FEW_RUNS });
  return [row];
}

/** The tree once and more times: time in proportion, memory the same. */
async function growth(): Promise<readonly Row[]> {
  const nothing = mkdtempSync(join(tmpdir(), "keystow-bench-"));
  const sizes = [1, 2, 4, 8];
  const costs = await costsOf([keystow(nothing), ...sizes.map((times) => keystow(provideCopies(times)))], 1);
  rmSync(nothing, { recursive: true });
  const [idle, once, ...more] = costs as [Cost, Cost, ...Cost[]];
  return more.map((cost, index) => {
    const times = sizes[index + 1] ?? 1;
    return {
      what: `${times} times the tree: time over that of one, by size (memory ${memory(idle)} with no file, ${memory(once)} with one tree, ${memory(cost)})`,
      ours: seconds(cost),
      peer: seconds(once),
      ratio: cost.seconds / once.seconds / times,
      goal: "at most 1.1",
    };
  });
}
