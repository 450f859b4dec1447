// The repositories inside a repository: what they keep is not among its own objects.
import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { Outcome, ExposureEvidence } from "../../core/index";
import type { Git } from "../git";
import type { Gathered } from "./gather";
import { findRepository, type Repository } from "./repository";
import { listSubmodules } from "./snapshot";

/** A submodule that is checked out, with its path from the top of the outermost repository. */
export interface Submodule {
  readonly path: string;
  /** The repository, or why it cannot be looked into. */
  readonly repository: Repository | string;
}

/** The checked-out submodules that the index names, and theirs. */
export async function findSubmodules(
  git: Git,
  repository: Repository,
  signal: AbortSignal,
  seen: Set<string> = new Set([repository.commonDir]),
): Promise<readonly Submodule[]> {
  const found: Submodule[] = [];
  for (const path of await listSubmodules({ git, repository, signal })) {
    const folder = join(repository.root, path);
    if (!isPlace(folder)) {
      // Its name there is its path, unless somebody has renamed it.
      const kept = existsSync(join(repository.commonDir, "modules", path, "HEAD"));
      if (kept) found.push({ path, repository: "It is not checked out, so that what Git keeps of it was not read." });
      continue;
    }
    const place = await findRepository(git, folder, signal);
    const inside = place.kind === "repository" && place.repository.root === folder ? place.repository : undefined;
    if (!inside) {
      found.push({ path, repository: place.kind === "failed" ? place.reason : "Git finds no repository there." });
      continue;
    }
    if (seen.has(inside.commonDir)) continue;
    seen.add(inside.commonDir);
    const deeper = await findSubmodules(git, inside, signal, seen);
    found.push({ path, repository: inside }, ...deeper.map((one) => ({ ...one, path: `${path}/${one.path}` })));
  }
  return found;
}

/** A folder with a repository of its own, to which no link leads. */
function isPlace(folder: string): boolean {
  try {
    return realpathSync(folder) === folder && existsSync(join(folder, ".git"));
  } catch {
    return false;
  }
}

/** What is known from inside a submodule, whose path is shown as it is given. */
export interface Inside extends Gathered {
  readonly path: string;
}

const RANK: readonly Outcome[] = ["not-asked", "no", "failed", "yes"];

/** One answer for each step: a yes wherever there is one, and no no while something could not be told. */
export function combineEvidence(
  own: readonly ExposureEvidence[],
  inside: readonly Inside[],
): readonly ExposureEvidence[] {
  return own.map((answer) =>
    inside
      .flatMap(({ path, evidence }) =>
        evidence
          .filter(({ step }) => step === answer.step)
          .map((one) => ({ ...one, detail: `In the submodule ${path}: ${one.detail}` })),
      )
      .reduce((best, one) => (RANK.indexOf(one.outcome) > RANK.indexOf(best.outcome) ? one : best), answer),
  );
}
