// `keystow fix`: moves keys to env files, or shows what that would change.
import { isAbsolute, join, resolve } from "node:path";
import type { Command } from "commander";
import {
  editedText,
  type FixPlan,
  isStoreId,
  maskedDiff,
  resolveFix,
  RULES,
  STORES,
  type Unmovable,
} from "../core/index";
import { applyPlan, FixFolder, type FixTarget, planFile, type Planned } from "../node/applyFix";
import { handOver } from "../node/handOver";
import { relativePath } from "../node/pathText";
import { type ScannedFile, scanPaths } from "../node/scanWorkspace";
import { type ExitCode, type Io, UsageError } from "./io";
import { problemText } from "./problems";

interface Options {
  readonly apply?: true;
  readonly envFile?: string;
  readonly store?: string;
  readonly rule?: string;
}

const HELP = `
Without --apply nothing is written: the diff that is shown has masks in place of keys, so it is no patch.

Exit codes:
  0    nothing is left to do
  1    keys could be moved, or one cannot be
  2    wrong usage, or something could not be read or written; no file is half-written
  130  interrupted between two files
`;

export function registerFix(program: Command, io: Io, end: (code: ExitCode) => void): void {
  program
    .command("fix")
    .description("Move keys to an env file and leave references behind.")
    .argument("[path...]", "files and folders", ["."])
    .option("--apply", "write the files")
    .option("--env-file <file>", "the env file to move keys to, instead of the nearest")
    .option("--store <store>", `where keys go: ${Object.keys(STORES).join(", ")}`)
    .option("--rule <id>", "only keys of this rule")
    .addHelpText("after", HELP)
    .action(async (paths: readonly string[], options: Options) => end(await fix(paths, options, io)));
}

async function fix(paths: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  if (paths.includes("-")) throw new UsageError("keystow fix changes files, so it takes no standard input.");
  if (options.rule !== undefined && !RULES.some(({ id }) => id === options.rule))
    throw new UsageError(`There is no rule ${options.rule}. keystow rules lists them.`);
  if (options.store !== undefined && !isStoreId(options.store))
    throw new UsageError(`There is no store ${options.store}. There are ${Object.keys(STORES).join(", ")}.`);
  const fixes = new Fixes(options, io);
  const found: ScannedFile[] = [];
  for await (const event of scanPaths(paths, { cwd: io.cwd, signal: io.signal })) {
    if (event.kind === "file" && event.result.findings.length > 0) found.push(event);
    else if (event.kind === "skipped" && event.trouble) fixes.tell(`${event.file}: not looked at, ${event.reason}`);
    else if (event.kind === "problem") fixes.tell(problemText(event.file, event.problem));
  }
  const isAborted = (): boolean => io.signal.aborted;
  for (const file of found.sort((a, b) => (a.file < b.file ? -1 : 1))) if (!isAborted()) await fixes.take(file);
  fixes.summarize();
  if (isAborted()) return 130;
  return fixes.trouble ? 2 : fixes.left > 0 ? 1 : 0;
}

/** The fixes of one run, file after file; each builds on what those before it wrote or would write. */
class Fixes {
  readonly #folders = new Map<string, FixFolder>();
  #moved = 0;
  #pending = 0;
  #unmovable = 0;
  trouble = false;

  constructor(
    private readonly options: Options,
    private readonly io: Io,
  ) {}

  get left(): number {
    return this.#pending + this.#unmovable;
  }

  /** Something went wrong, and the rest goes on. */
  tell(trouble: string): void {
    this.trouble = true;
    this.io.err(`${trouble}\n`);
  }

  async take(file: ScannedFile): Promise<void> {
    const folder = this.#folders.get(file.root) ?? new FixFolder(file.root);
    this.#folders.set(file.root, folder);
    const { rule, store } = this.options;
    const envFile = this.#envFile(file.root);
    const target: FixTarget = {
      path: file.inRoot,
      policy: file.policy,
      ...(envFile !== undefined && { envFile }),
      ...(isStoreId(store) && { store }),
      ...(rule !== undefined && { rule }),
    };
    const planned = planFile(folder, target);
    if (!planned) return;
    if ("refused" in planned) {
      const keys = file.result.findings.filter((finding) => rule === undefined || finding.ruleId === rule);
      this.#cannot(
        file,
        keys.map((finding) => ({ finding, refused: planned.refused })),
      );
      return;
    }
    if (this.options.apply) await this.#apply(file, folder, planned.plan);
    else this.#show(file, folder, planned);
    this.#cannot(file, planned.plan.left);
  }

  summarize(): void {
    const { io } = this;
    if (this.#moved > 0) io.err(`${count(this.#moved)} moved.\n`);
    if (this.#pending > 0)
      io.err(
        `${count(this.#pending)} can be moved. The diff is no patch, its keys are masked: keystow fix --apply writes it.\n`,
      );
    if (this.#unmovable > 0) io.err(`${count(this.#unmovable)} cannot be moved.\n`);
    if (this.left + this.#moved === 0 && !this.trouble) io.err("There is no key to move.\n");
  }

  #envFile(root: string): string | undefined {
    if (this.options.envFile === undefined) return undefined;
    const path = relativePath(root, resolve(this.io.cwd, this.options.envFile));
    if (path.startsWith("../") || isAbsolute(path))
      throw new UsageError(`${this.options.envFile} is outside of ${root}, where the keys are.`);
    return path;
  }

  async #apply(file: ScannedFile, folder: FixFolder, plan: FixPlan): Promise<void> {
    const kept = await handOver(folder, plan, process.env);
    const refusal = kept && "refused" in kept ? kept : applyPlan(folder, plan);
    if (refusal) {
      if (kept && "takeBack" in kept) await kept.takeBack();
      this.tell(`${file.file}: ${refusal.refused}`);
      return;
    }
    const names = plan.variables.map(({ name }) => name).join(", ");
    this.#moved += plan.findings.length - plan.left.length;
    this.io.out(`${file.file}: moved to ${this.#targetOf(file, plan)} as ${names}\n`);
    for (const sentence of plan.advice) this.io.out(`  ${sentence}\n`);
  }

  #targetOf({ root }: ScannedFile, { envPath, target, handover }: FixPlan): string {
    return handover ? target : relativePath(this.io.cwd, join(root, envPath));
  }

  #show(file: ScannedFile, folder: FixFolder, { plan, texts }: Planned): void {
    this.#pending += plan.findings.length - plan.left.length;
    this.io.out(maskedDiff(plan, texts, file.policy));
    if (plan.handover)
      this.io.out(`${plan.target} get ${plan.variables.map(({ name }) => name).join(", ")}, by dotnet user-secrets\n`);
    const files = resolveFix(plan, texts);
    if ("refused" in files) return;
    for (const { path, edits } of files) folder.remember(path, editedText(texts.get(path) ?? "", edits));
  }

  #cannot({ file }: ScannedFile, left: readonly Unmovable[]): void {
    this.#unmovable += left.length;
    for (const { finding, refused } of left)
      this.io.err(
        `${file}:${finding.span.start.line + 1}:${finding.span.start.column + 1}: ${finding.mask}: ${refused}\n`,
      );
  }
}

function count(keys: number): string {
  return keys === 1 ? "1 key" : `${keys} keys`;
}
