// Real git repositories in a temporary folder, the same on every machine: no settings of the user's, fixed author,
// dates that count up from one moment. Each instance has a folder of its own, removed by `dispose`.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const START = Date.parse("2025-01-01T12:00:00Z");
const DAY = 24 * 60 * 60 * 1000;

export class TempRepo {
  /** Where everything of this test lives; repositories are folders in it. */
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "keystow-")));
  readonly root: string;
  #day = 0;

  constructor(...init: readonly string[]) {
    this.root = join(this.folder, "work");
    this.at(this.folder, "init", "-q", "-b", "main", ...init, this.root);
  }

  /** What git is found and run in; `check` gets the same. */
  get env(): Record<string, string> {
    return {
      PATH: process.env["PATH"] ?? "",
      HOME: this.folder,
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_NOSYSTEM: "1",
    };
  }

  /** Runs git in the work tree; each run is a day after the one before. */
  git(...args: readonly string[]): string {
    return this.at(this.root, ...args);
  }

  at(cwd: string, ...args: readonly string[]): string {
    const date = new Date(START + DAY * this.#day++).toISOString();
    const who = { GIT_AUTHOR_NAME: "Ann", GIT_AUTHOR_EMAIL: "ann@example.com", GIT_AUTHOR_DATE: date };
    const how = { GIT_COMMITTER_NAME: "Ann", GIT_COMMITTER_EMAIL: "ann@example.com", GIT_COMMITTER_DATE: date };
    return execFileSync("git", args, {
      cwd,
      env: { ...this.env, ...who, ...how },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  }

  write(path: string, content: string | Uint8Array): string {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  commit(path: string, content: string | Uint8Array): void {
    this.write(path, content);
    this.git("add", "-f", path);
    this.git("commit", "-q", "-m", `Change ${path}`);
  }

  /** A bare repository beside, as remote `origin`. */
  addRemote(): string {
    const remote = join(this.folder, "remote.git");
    this.at(this.folder, "init", "-q", "--bare", "-b", "main", remote);
    this.git("remote", "add", "origin", remote);
    return remote;
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
