// `keystow fix`: moves keys to env files, or shows what that would change.
import { isAbsolute, join, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Command } from "commander";
import {
  type BulkStep,
  type FixPlan,
  type FixRequest,
  isStoreId,
  maskedDiff,
  planBulk,
  RULES,
  STILL_PUBLIC,
  STORES,
  type Unmovable,
} from "../core/index";
import { applyPlan, FixFolder, requestFor, textsOf } from "../node/applyFix";
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
  found.sort((a, b) => (a.file < b.file ? -1 : 1));
  for (const root of new Set(found.map((file) => file.root)))
    if (!isAborted())
      await fixes.take(
        root,
        found.filter((file) => file.root === root),
      );
  fixes.summarize();
  if (isAborted()) return 130;
  return fixes.trouble ? 2 : fixes.left > 0 ? 1 : 0;
}

/** The fixes of one run, folder after folder. */
class Fixes {
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

  /** Moves the keys of a folder's files, or shows what that would change. */
  async take(root: string, files: readonly ScannedFile[]): Promise<void> {
    const folder = new FixFolder(root);
    const requests = files.flatMap((file) => this.#request(folder, file) ?? []);
    const byPath = new Map(files.map((file) => [file.inRoot, file]));
    const plan = planBulk(requests);
    if (!this.options.apply) {
      this.#pending += plan.keys.length - plan.steps.reduce((sum, step) => sum + step.plan.left.length, 0);
      this.io.out(maskedDiff(plan, textsOf(requests), files[0]?.policy));
      for (const step of plan.steps) this.#showHandover(step.plan);
    }
    const steps = new Set(plan.steps.map(({ path }) => path));
    const left = plan.left.filter(({ path }) => !this.options.apply || !steps.has(path));
    for (const one of left) this.#cannot(byPath.get(one.path)?.file ?? one.path, [one]);
    if (this.options.apply) await this.#apply(folder, plan.steps, byPath);
  }

  summarize(): void {
    const { io } = this;
    if (this.#moved > 0) io.err(`${count(this.#moved)} moved. ${STILL_PUBLIC}\n`);
    if (this.#pending > 0)
      io.err(
        `${count(this.#pending)} can be moved. The diff is no patch, its keys are masked: keystow fix --apply writes it.\n`,
      );
    if (this.#unmovable > 0) io.err(`${count(this.#unmovable)} cannot be moved.\n`);
    if (this.left + this.#moved === 0 && !this.trouble) io.err("There is no key to move.\n");
  }

  #request(folder: FixFolder, file: ScannedFile): FixRequest | undefined {
    const { rule, store } = this.options;
    const envFile = this.#envFile(file.root);
    const request = requestFor(folder, {
      path: file.inRoot,
      policy: file.policy,
      ...(envFile !== undefined && { envFile }),
      ...(isStoreId(store) && { store }),
      ...(rule !== undefined && { rule }),
    });
    if (!request || !("refused" in request)) return request;
    const keys = file.result.findings.filter((finding) => rule === undefined || finding.ruleId === rule);
    this.#cannot(
      file.file,
      keys.map((finding) => ({ finding, refused: request.refused })),
    );
    return undefined;
  }

  #envFile(root: string): string | undefined {
    if (this.options.envFile === undefined) return undefined;
    const path = relativePath(root, resolve(this.io.cwd, this.options.envFile));
    if (path.startsWith("../") || isAbsolute(path))
      throw new UsageError(`${this.options.envFile} is outside of ${root}, where the keys are.`);
    return path;
  }

  /** One file after the other, so that each is whole whenever the run is stopped. */
  async #apply(folder: FixFolder, steps: readonly BulkStep[], byPath: ReadonlyMap<string, ScannedFile>): Promise<void> {
    for (const [index, { path, plan }] of steps.entries()) {
      await setImmediate(); // Lets an interruption be heard.
      if (this.io.signal.aborted) return;
      const name = byPath.get(path)?.file ?? path;
      const kept = await handOver(folder, plan, process.env);
      const refusal = kept && "refused" in kept ? kept : applyPlan(folder, plan);
      if (refusal && kept && "takeBack" in kept) await kept.takeBack();
      this.#cannot(name, plan.left);
      if (!refusal) this.#tellMoved(folder, name, plan);
      else {
        this.tell(`${name}: ${refusal.refused}`);
        const rest = steps.slice(index + 1).flatMap((step) => byPath.get(step.path) ?? []);
        // They build on the step that is missing.
        return rest.length > 0 ? this.take(folder.root, rest) : undefined;
      }
    }
  }

  #tellMoved(folder: FixFolder, name: string, plan: FixPlan): void {
    const names = plan.variables.map((variable) => variable.name).join(", ");
    this.#moved += plan.findings.length - plan.left.length;
    const target = plan.handover ? plan.target : relativePath(this.io.cwd, join(folder.root, plan.envPath));
    this.io.out(`${name}: moved to ${target} as ${names}\n`);
    for (const sentence of plan.advice) this.io.out(`  ${sentence}\n`);
  }

  #showHandover({ handover, target, variables }: FixPlan): void {
    if (handover)
      this.io.out(`${target} get ${variables.map(({ name }) => name).join(", ")}, by dotnet user-secrets\n`);
  }

  #cannot(file: string, left: readonly Unmovable[]): void {
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
