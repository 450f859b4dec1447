// A stand-in for the .NET SDK: `dotnet user-secrets` with a file as its store, which notes how it was started.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** One start. */
export interface Start {
  readonly args: readonly string[];
  readonly input: string;
  readonly cwd: string;
  /** The values of its environment, joined. */
  readonly env: string;
}

const PROGRAM = `
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const here = process.env.FAKE_DOTNET;
const args = process.argv.slice(2);
const input = readFileSync(0, "utf8");
appendFileSync(join(here, "starts.jsonl"), JSON.stringify({ args, input, cwd: process.cwd(), env: Object.values(process.env).join(" ") }) + "\\n");
if (existsSync(join(here, "fails")) && args[1] === readFileSync(join(here, "fails"), "utf8")) { console.error("no"); process.exit(3); }
const store = join(here, "secrets.json");
const secrets = existsSync(store) ? JSON.parse(readFileSync(store, "utf8")) : {};
if (args[1] === "list") console.log("Warning: something\\n//BEGIN\\n" + JSON.stringify(secrets) + "\\n//END");
if (args[1] === "set") writeFileSync(store, JSON.stringify({ ...secrets, ...JSON.parse(input) }));
if (args[1] === "remove") { delete secrets[args[2]]; writeFileSync(store, JSON.stringify(secrets)); }
`;

export class FakeDotnet {
  readonly folder = mkdtempSync(join(tmpdir(), "keystow-dotnet-"));
  /** The environment in which it is found. */
  readonly env: Readonly<Record<string, string>>;

  constructor() {
    this.env = { PATH: `${join(this.folder, "bin")}:/usr/bin:/bin`, FAKE_DOTNET: this.folder };
    this.install(join(this.folder, "bin"));
  }

  /** Puts the program into a folder. */
  install(folder: string): void {
    const path = join(folder, "dotnet");
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(join(this.folder, "dotnet.js"), PROGRAM);
    writeFileSync(path, `#!/bin/sh\nexec "${process.execPath}" "${join(this.folder, "dotnet.js")}" "$@"\n`);
    chmodSync(path, 0o755);
  }

  /** How often it was started, and how. */
  starts(): readonly Start[] {
    const file = join(this.folder, "starts.jsonl");
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, "utf8").split("\n");
    return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Start);
  }

  get secrets(): Readonly<Record<string, string>> {
    const file = join(this.folder, "secrets.json");
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) : {};
  }

  set secrets(secrets: Readonly<Record<string, string>>) {
    writeFileSync(join(this.folder, "secrets.json"), JSON.stringify(secrets));
  }

  /** Lets a command fail. */
  failAt(command: string): void {
    writeFileSync(join(this.folder, "fails"), command);
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
