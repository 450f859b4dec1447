// What has to be done with keys before the files are written, where a store is no file.
import { join } from "node:path";
import { type FixPlan, keysToHandOver, type Refusal } from "../core/index";
import type { FixFolder } from "./applyFix";
import type { Environment } from "./findProgram";
import { keepUserSecrets, type Kept } from "./userSecrets";

/** Gives the keys of a plan to the program that keeps them; undefined when the files hold them. */
export async function handOver(
  folder: FixFolder,
  plan: FixPlan,
  env: Environment,
): Promise<Kept | Refusal | undefined> {
  const { handover } = plan;
  if (handover?.kind !== "user-secrets") return undefined;
  const source = plan.files.find(({ role }) => role === "source")?.path ?? "";
  const text = folder.read(source);
  const keys = typeof text === "string" ? keysToHandOver(plan, text) : undefined;
  if (!keys) return { refused: `${source} has changed meanwhile, so nothing was written. Try again.` };
  const project = join(folder.root, handover.project);
  return keepUserSecrets({ project, init: handover.init, keys, env, outside: [folder.root] });
}
