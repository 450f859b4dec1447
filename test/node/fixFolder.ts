// A folder on disk with made-up keys in it, and the fix of one of its files.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DEFAULT_POLICY, type FixPlan } from "../../src/core/index";
import { applyPlan, FixFolder, planFile } from "../../src/node/applyFix";
import { filled } from "../core/fix/cases";

export class TempFolder {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), "keystow-fix-")));

  /** Writes files, `«rule»` filled in. */
  constructor(files: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(files)) this.write(path, filled(text));
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  /** Every file by its path. */
  all(): ReadonlyMap<string, string> {
    const names = readdirSync(this.root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = names.map(({ parentPath, name }) => join(parentPath, name).slice(this.root.length + 1));
    return new Map(paths.sort().map((path) => [path, this.read(path)]));
  }

  plan(path: string): FixPlan {
    const planned = planFile(new FixFolder(this.root), { path, policy: DEFAULT_POLICY });
    if (!planned) throw new Error("there is no key");
    if ("refused" in planned) throw new Error(planned.refused);
    return planned.plan;
  }

  /** Moves the keys of a file. */
  fix(path: string): FixPlan {
    const plan = this.plan(path);
    const refusal = applyPlan(new FixFolder(this.root), plan);
    if (refusal) throw new Error(refusal.refused);
    return plan;
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
