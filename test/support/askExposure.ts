// Asks the publication check about keys in real repositories.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bareKey, DEFAULT_POLICY, type ExposureAnswer, type LocalStepId } from "../../src/core/index";
import { Secret } from "../../src/core/reveal";
import { answerOf, type CheckOptions, gatherKeys, type KeyInText } from "../../src/node/gatherExposure";
import { Git } from "../../src/node/git";
import { findGit } from "../../src/node/git/findGit";
import { type Gathered, gatherExposure, type GatherOptions } from "../../src/node/git/gather";
import { findRepository } from "../../src/node/git/repository";
import { KEY_KINDS } from "./keys/index";
import { randomFrom } from "./random";
import type { TempRepo } from "./tempRepo";

export const kind = KEY_KINDS.find(({ provider, use }) => provider === "openai" && use === "alone");
export const KEY = makeKey("one");
export const OTHER = makeKey("two");

export function makeKey(seed: string): string {
  assert(kind);
  return kind.make(randomFrom(seed));
}

export const keyIn = (file: string | undefined, key = KEY): KeyInText => ({
  text: key,
  finding: bareKey(key, DEFAULT_POLICY),
  ...(file !== undefined && { file }),
});

/** The answers from this machine alone, in the order of the keys, or undefined when the signal was aborted. */
export async function checkExposure(
  keys: readonly KeyInText[],
  options: CheckOptions,
): Promise<readonly ExposureAnswer[] | undefined> {
  return (await gatherKeys(keys, options))?.map((key) => answerOf(key, key.evidence));
}

export interface Where {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  readonly signal?: AbortSignal;
}

export async function check(
  repo: TempRepo,
  keys: readonly KeyInText[],
  where: Where = {},
): Promise<readonly ExposureAnswer[] | undefined> {
  const { cwd = repo.root, env = repo.env, signal = new AbortController().signal } = where;
  return checkExposure(keys, { cwd, env, signal, outside: [] });
}

/** The answer about one key; in the file `a.txt` unless the repository has no work tree. */
export async function ask(repo: TempRepo, where: Where = {}, key = KEY): Promise<ExposureAnswer> {
  const answers = await check(
    repo,
    [keyIn(where.cwd === undefined ? join(repo.root, "a.txt") : undefined, key)],
    where,
  );
  assert(answers?.[0]);
  return answers[0];
}

type Limits = Pick<GatherOptions, "maxBlob" | "timeout">;

/** What the repository alone knows of one key. */
export async function gather(repo: TempRepo, key = KEY, limits: Limits = {}): Promise<Gathered> {
  const signal = new AbortController().signal;
  const git = new Git(findGit(repo.env, []), repo.env);
  const place = await findRepository(git, repo.root, signal);
  assert(place.kind === "repository");
  const secret = new Secret(key, "a key");
  const [gathered] = await gatherExposure([{ secret }], { ...limits, git, repository: place.repository, signal });
  assert(gathered);
  return gathered;
}

/** Of the steps that ask git; the one about packages has tests of its own. */
export function outcomes(answer: ExposureAnswer): string {
  const asked = answer.evidence.filter(({ step }) => step !== "package");
  return asked.map(({ step, outcome }) => `${step}:${outcome}`).join(" ");
}

export function detail(answer: ExposureAnswer, step: LocalStepId): string {
  return answer.evidence.find((one) => one.step === step)?.detail ?? "";
}

/** An environment whose git is a script that does something first. */
export function wrap(repo: TempRepo, first: string): Record<string, string> {
  const real = realpathSync(execFileSync("which", ["git"], { encoding: "utf8" }).trim());
  const folder = join(repo.folder, "bin");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "git"), `#!/bin/sh\nREAL='${real}'\n${first}\nexec "$REAL" "$@"\n`, { mode: 0o755 });
  return { ...repo.env, PATH: `${folder}:${repo.env["PATH"]}` };
}
