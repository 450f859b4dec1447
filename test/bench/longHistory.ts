// A repository with a long history of real text: the sources of installed packages, changed line by line, on branches
// that merge. Made once by `git fast-import`, and kept.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import type { Writable } from "node:stream";
import { KEY_KINDS } from "../support/keys/index";
import { type Random, randomFrom } from "../support/random";
import { filesIn } from "./tree";

/** In the file's name, so that another history is made when this one would differ. */
const VERSION = 1;
const HOME = resolve(`.vscode-test/bench/history-${VERSION}`);
export const COMMITS = 24_000;
export const KEYS = 100;
const FILES = 1500;
const SMALLEST = 1500;
const LARGEST = 40_000;
/** Commits between two branches that are merged. */
const BRANCH_EVERY = 20;
/** Of all commits, those that the remote is noted to have. */
const PUSHED = 0.9;

export interface LongHistory {
  readonly root: string;
  /** In the order in which they are planted. Each is taken out again some commits later, but for every tenth. */
  readonly planted: readonly { readonly key: string; readonly path: string }[];
}

interface File {
  readonly path: string;
  readonly lines: string[];
}

/** The history, made on the first call. */
export async function provideLongHistory(): Promise<LongHistory> {
  const kind = KEY_KINDS.find(({ provider, use }) => provider === "openai" && use === "alone");
  if (!kind) throw new Error("There is no kind of key to plant.");
  const random = randomFrom("long history");
  const files = readFiles();
  const planted = [...Array(KEYS).keys()].map((index) => ({
    key: kind.make(randomFrom(`long history ${index}`)),
    path: files[(index * 13) % files.length]?.path ?? "",
  }));
  if (!existsSync(HOME)) {
    const draft = `${HOME}.tmp`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(dirname(draft), { recursive: true });
    git(dirname(draft), "init", "-q", "-b", "main", draft);
    git(draft, "remote", "add", "origin", "https://git.example/long/history.git");
    const child = spawn("git", ["fast-import", "--quiet", "--force"], {
      cwd: draft,
      stdio: ["pipe", "inherit", "inherit"],
    });
    await writeHistory(child.stdin, files, planted, random);
    child.stdin.end();
    await once(child, "close");
    git(draft, "reset", "-q", "--hard");
    git(draft, "repack", "-a", "-d", "-f", "-q");
    renameSync(draft, HOME);
  }
  return { root: HOME, planted };
}

function git(cwd: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync("git", args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
}

function readFiles(): readonly File[] {
  const home = realpathSync("node_modules");
  const all = filesIn(home)
    .filter((path) => /\.(?:js|ts|mjs|cjs|md|json)$/.test(path))
    .filter((path) => statSync(path).size >= SMALLEST && statSync(path).size <= LARGEST)
    .sort();
  const step = Math.max(1, Math.floor(all.length / FILES));
  return all
    .filter((_, place) => place % step === 0)
    .slice(0, FILES)
    .map((path) => ({ path: `src/${relative(home, path)}`, lines: readFileSync(path, "utf8").split("\n") }));
}

async function writeHistory(
  out: Writable,
  files: readonly File[],
  planted: LongHistory["planted"],
  random: Random,
): Promise<void> {
  // Most changes go to few files.
  const next = (): File => random.pick(random.int(2) === 0 ? files.slice(0, 100) : files);
  const gone = new Map<number, { readonly file: File; readonly line: string }>();
  const every = Math.floor(COMMITS / (KEYS + 1));
  let mark = 0;
  const commit = async (ref: string, changed: readonly File[], parents: readonly number[]): Promise<number> => {
    mark += 1;
    const message = `Change ${changed.map(({ path }) => path).join(", ")}`;
    const head = [
      `commit ${ref}`,
      `mark :${mark}`,
      `committer Ann <ann@example.com> ${1_500_000_000 + mark * 1800} +0000`,
      `data ${Buffer.byteLength(message)}\n${message}`,
      ...parents.map((parent, place) => `${place === 0 ? "from" : "merge"} :${parent}`),
    ];
    const contents = changed.map(({ path, lines }) => {
      const text = lines.join("\n");
      return `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
    });
    if (!out.write(`${head.join("\n")}\n${contents.join("")}\n`)) await once(out, "drain");
    return mark;
  };
  let tip = await commit("refs/heads/main", files, []);
  let side: { tip: number; readonly files: File[] } | undefined;
  for (let made = 1; made < COMMITS; made += 1) {
    const changed = [...new Set([next(), ...(random.int(3) === 0 ? [next()] : [])])];
    for (const { lines } of changed) edit(lines, random.pick(random.pick(files).lines), random);
    const index = made / every - 1;
    const plant = planted[index];
    const file = plant && files.find(({ path }) => path === plant.path);
    if (plant && file) {
      const line = `const apiKey = "${plant.key}";`;
      file.lines.splice(random.int(file.lines.length), 0, line);
      if (!changed.includes(file)) changed.push(file);
      if (index % 10 !== 9) gone.set(made + 20 + random.int(every), { file, line });
    }
    const leaving = gone.get(made);
    if (leaving) {
      leaving.file.lines.splice(leaving.file.lines.indexOf(leaving.line), 1);
      if (!changed.includes(leaving.file)) changed.push(leaving.file);
    }
    const phase = made % BRANCH_EVERY;
    if (phase < 3 && !plant && !leaving) {
      const from = side?.tip ?? tip;
      side ??= { tip, files: [] };
      side.tip = await commit("refs/heads/side", changed, [from]);
      side.files.push(...changed);
    } else if (side && phase === 8) {
      tip = await commit("refs/heads/main", [...new Set([...side.files, ...changed])], [tip, side.tip]);
      side = undefined;
    } else tip = await commit("refs/heads/main", changed, [tip]);
    if (made % 500 === 0) out.write(`reset refs/tags/v${made / 500}\nfrom :${tip}\n\n`);
    if (made === Math.floor(COMMITS * PUSHED)) out.write(`reset refs/remotes/origin/main\nfrom :${tip}\n\n`);
  }
}

/** Replaces, adds or takes out a few lines. */
function edit(lines: string[], line: string, random: Random): void {
  const at = random.int(lines.length);
  const count = 1 + random.int(3);
  if (lines.slice(at, at + count).some((one) => one.includes("apiKey = "))) return;
  const kind = random.int(10);
  if (kind < 5) lines.splice(at, 1, `${line} // ${random.int(1_000_000)}`);
  else if (kind < 8 || lines.length < 20) lines.splice(at, 0, ...Array<string>(count).fill(line));
  else lines.splice(at, count);
}
