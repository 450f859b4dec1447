import { spawnSync } from "node:child_process";
import { Secret } from "../../src/core/reveal";
import { gatherExposure, type KeyToFind } from "../../src/node/git/gather";
import { Git } from "../../src/node/git";
import { findGit } from "../../src/node/git/findGit";
import { followHistory } from "../../src/node/git/history";
import { scanObjects } from "../../src/node/git/objects";
import { readRemotes } from "../../src/node/git/remotes";
import { findRepository } from "../../src/node/git/repository";
import type { Row } from "./bench.main";
import { COMMITS, provideLongHistory } from "./longHistory";

const RUNS = 3;

/** Where keys are in a long history, against git's own search for one key. */
export async function benchCheck(): Promise<readonly Row[]> {
  const { root, planted } = await provideLongHistory();
  const signal = new AbortController().signal;
  const git = new Git(findGit(process.env, []), process.env);
  const place = await findRepository(git, root, signal);
  if (place.kind !== "repository") throw new Error(`There is no repository at ${root}.`);
  const { repository } = place;
  const options = { git, repository, signal };
  const keys: readonly KeyToFind[] = planted.map(({ key }) => ({ secret: new Secret(key, "a key") }));
  // One was pushed long ago and is still there, the last was not pushed yet.
  const isThere = ({ key, path }: (typeof planted)[number]): boolean =>
    spawnSync("git", ["show", `origin/main:${path}`], { cwd: root, maxBuffer: 1 << 28 }).stdout.includes(key);
  const [pushed, local] = [planted.find(isThere), planted.at(-1)];
  if (!pushed || !local) throw new Error("No key is planted.");
  const gather = (wanted: readonly KeyToFind[]) => async (): Promise<void> => {
    for (const { evidence } of await gatherExposure(wanted, options))
      if (!evidence.some(({ step, outcome }) => step === "history" && outcome === "yes"))
        throw new Error("A planted key was not found.");
  };
  const withFile = ({ key, path }: typeof pushed): KeyToFind => ({ secret: new Secret(key, "a key"), path });
  const remotes = await readRemotes(options);
  const scan = await scanObjects([local.key], options);
  const shell = (command: string, ...args: readonly string[]): void => {
    spawnSync("sh", ["-c", command, "sh", ...args], { cwd: root, stdio: "ignore" });
  };
  const work = {
    whole: gather([withFile(local)]),
    file: gather([withFile(pushed)]),
    many: gather(keys),
    follow: () => followHistory(scan, { ...options, remotes }),
    search: () => shell('git log --all --reflog -m -S "$1"', local.key),
    patch: () => shell('git log -p --all | grep -F "$1"', local.key),
  };
  const least: Record<string, number> = {};
  for (let run = 0; run < RUNS; run++)
    for (const [name, one] of Object.entries(work)) {
      const start = performance.now();
      await one();
      least[name] = Math.min(least[name] ?? Infinity, (performance.now() - start) / 1000);
    }
  const { whole = 0, file = 0, many = 0, follow = 0, search = 0, patch = 0 } = least;
  const row = (what: string, ours: number, peer: number, goal: string): Row => ({
    what: `${what}, ${COMMITS} commits`,
    ours: `${ours.toFixed(2)} s`,
    peer: `${peer.toFixed(2)} s`,
    ratio: ours / peer,
    goal,
  });
  return [
    row("check of 1 key in all that Git keeps, over `git log -S`", whole, search, "at most 1.5"),
    row("check of 1 key whose file is known, over `git log -S`", file, search, "far below 1"),
    row(`check of ${keys.length} keys, over that of 1`, many, whole, "at most 1.5"),
    row("check of 1 key, over `git log -p | grep`", whole, patch, ""),
    row("of the check of 1 key, following commits to branches and pushes", follow, whole, ""),
  ];
}
