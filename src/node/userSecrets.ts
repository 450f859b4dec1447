// Keeps keys in the user secrets of a .NET project, by `dotnet user-secrets`. A key goes through standard input alone,
// since other users can read a process's arguments. https://learn.microsoft.com/aspnet/core/security/app-secrets
import { spawn } from "node:child_process";
import { dirname } from "node:path";
import type { Refusal } from "../core/index";
import { type Environment, findProgram } from "./findProgram";

export interface SecretsRequest {
  /** The project's file, absolute. */
  readonly project: string;
  /** The project has no user secrets yet. */
  readonly init: boolean;
  /** By their names, with `:` between sections. */
  readonly keys: ReadonlyMap<string, string>;
  readonly env: Environment;
  /** Folders whose programs are not run. */
  readonly outside: readonly string[];
}

/** What was kept, and the way back for when the file could not be changed after all. */
export interface Kept {
  readonly takeBack: () => Promise<void>;
}

/** Keeps the keys, or says why none of them was kept: a secret that has another value already is never replaced. */
export async function keepUserSecrets(request: SecretsRequest): Promise<Kept | Refusal> {
  const { project, init, keys, env, outside } = request;
  const path = findProgram("dotnet", env, outside);
  if (path === undefined)
    return {
      refused:
        "dotnet was not found on PATH, where one inside the workspace does not count. Install the .NET SDK, and try again.",
    };
  const dotnet = (args: readonly string[], input = ""): Promise<Ended> =>
    run(path, ["user-secrets", ...args, "--project", project], { cwd: dirname(project), env, input });
  try {
    if (init) await dotnet(["init"]);
    const known = parseList(await dotnet(["list", "--json"]));
    const taken = [...keys].find(([name, key]) => (known.get(name.toLowerCase()) ?? key) !== key);
    if (taken)
      return {
        refused: `The user secrets have another value under ${taken[0]} already, which goes before the one in the file. Remove one of them first.`,
      };
    const wanted = [...keys].filter(([name]) => !known.has(name.toLowerCase()));
    if (wanted.length > 0) await dotnet(["set"], JSON.stringify(Object.fromEntries(wanted)));
    const takeBack = async (): Promise<void> => {
      // One after the other: each writes the same file.
      for (const [name] of wanted) await dotnet(["remove", name]);
    };
    return { takeBack };
  } catch (error) {
    if (!(error instanceof DotnetFailed)) throw error;
    return { refused: `${error.message} Nothing was moved.` };
  }
}

/** Names are compared as .NET compares those of settings. */
function parseList({ stdout }: Ended): ReadonlyMap<string, unknown> {
  // The JSON stands between marks, so that tools tell it from other output.
  const json = /\/\/BEGIN([^]*)\/\/END/.exec(stdout)?.[1] ?? "{}";
  try {
    const known = JSON.parse(json) as Readonly<Record<string, unknown>>;
    return new Map(Object.entries(known).map(([name, value]) => [name.toLowerCase(), value]));
  } catch {
    throw new DotnetFailed("dotnet user-secrets list gave no JSON.");
  }
}

class DotnetFailed extends Error {}

interface Ended {
  readonly stdout: string;
}

/** Milliseconds; the first run of an SDK unpacks things, and a project is evaluated. */
const PATIENCE = 120_000;

const QUIET: Environment = { DOTNET_CLI_TELEMETRY_OPTOUT: "1", DOTNET_NOLOGO: "1", DOTNET_CLI_UI_LANGUAGE: "en" };

interface RunOptions {
  readonly cwd: string;
  readonly env: Environment;
  readonly input: string;
}

/** Runs dotnet to its end. What it prints may hold secrets, so no message quotes it. */
function run(path: string, args: readonly string[], { cwd, env, input }: RunOptions): Promise<Ended> {
  const [, command = ""] = args;
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, { cwd, env: { ...env, ...QUIET }, windowsHide: true, timeout: PATIENCE });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => void (stdout += text));
    child.stderr.resume();
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    child.on("error", (error: NodeJS.ErrnoException) =>
      reject(new DotnetFailed(`dotnet cannot be started (${error.code ?? "unknown error"}).`)),
    );
    child.on("close", (code) => {
      if (code === 0) resolve({ stdout });
      else
        reject(
          new DotnetFailed(
            `dotnet user-secrets ${command} failed${code === null ? "" : ` (${code})`}. Run it yourself to see why.`,
          ),
        );
    });
  });
}
