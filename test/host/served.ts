// A VS Code served on this machine's loopback address.
import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Kept, keep } from "./keep";
import { plainEnvironment, run, scratchFolder } from "./machine";
import { type Installation, provision } from "./provision";
import { type Settings, writeUserSettings } from "./settings";

export interface ServeOptions {
  /** The folder that the page opens, or a `.code-workspace` that names several. */
  readonly folder?: string;
  /** A packaged extension to install first. */
  readonly vsix?: string;
  /** Whether every folder is trusted (the default), or none until somebody trusts it. */
  readonly trusted?: boolean;
  /** User settings, over the quiet ones. */
  readonly settings?: Settings;
  /** Whether a page must know a random token to get in; off unless asked for, as tests talk to it alone. */
  readonly token?: boolean;
  /** Honour an extension under development and a test suite named in the page's address. */
  readonly driver?: boolean;
  /** Added to the environment that the extension host inherits. */
  readonly env?: NodeJS.ProcessEnv;
  /** Folders to remove once the server is gone, besides its own. */
  readonly remove?: readonly string[];
}

export interface Served extends Kept {
  readonly installation: Installation;
  /** "127.0.0.1:PORT". */
  readonly authority: string;
  /** The address to open, token included; the pairs are what the `driver` option makes the workbench honour. */
  address(payload?: readonly (readonly [string, string])[]): string;
  /** A file of this machine as the page names it. */
  uri(path: string): string;
}

const SERVER = "out/server-main.js";
const TOKEN_FILE = "token";

/** How long the server may take to listen, in milliseconds; it needs about 1 s on an idle machine. */
const START_LIMIT = 60_000;

/** Starts a server on a free port and returns when it listens. Fails with what it printed when it does not. */
export async function serve(options: ServeOptions = {}): Promise<Served> {
  const installation = await provision();
  const scratch = scratchFolder("served");
  const token = options.token ? randomBytes(24).toString("base64url") : undefined;
  const folders = await prepare(scratch, options, installation, token).catch((error: unknown) => {
    rmSync(scratch, { recursive: true, force: true });
    throw error;
  });
  const server = keep(installation.node, [SERVER, ...folders, ...serverArguments(scratch, options)], {
    cwd: installation.vscode,
    env: { ...environment(scratch), ...options.env },
    remove: [scratch, ...(options.remove ?? [])],
  });
  try {
    const authority = `127.0.0.1:${await port(server)}`;
    return { ...server, installation, authority, ...addresses(authority, options.folder, token) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Fills the scratch folder, and returns the arguments that name its parts. */
async function prepare(
  scratch: string,
  { settings, vsix }: ServeOptions,
  { node, vscode }: Installation,
  token: string | undefined,
): Promise<string[]> {
  const [data, extensions] = [join(scratch, "data"), join(scratch, "extensions")];
  const folders = ["--server-data-dir", data, "--extensions-dir", extensions, "--accept-server-license-terms"];
  writeUserSettings(join(data, "data"), settings);
  mkdirSync(extensions);
  // Before the server runs: it writes the list of extensions too, and one of the two could lose.
  const install = vsix && [SERVER, "--install-extension", resolve(vsix), ...folders];
  if (install) await run(node, install, { cwd: vscode, env: plainEnvironment(environment(scratch)) });
  if (token) writeFileSync(join(scratch, TOKEN_FILE), token, { mode: 0o600 });
  return folders;
}

function serverArguments(scratch: string, { trusted = true, driver, token }: ServeOptions): string[] {
  return [
    "--disable-telemetry",
    ...(trusted ? ["--disable-workspace-trust"] : []),
    ...(driver ? ["--enable-smoke-test-driver"] : []),
    // In a file, since every user of the machine can read a process's arguments.
    ...(token ? ["--connection-token-file", join(scratch, TOKEN_FILE)] : ["--without-connection-token"]),
    ...["--host", "127.0.0.1", "--port", "0"],
  ];
}

function environment(scratch: string): NodeJS.ProcessEnv {
  return {
    EXTENSIONS_GALLERY: '{"serviceUrl":""}', // no store to ask, so no request leaves the machine
    XDG_RUNTIME_DIR: scratch, // where VS Code leaves its sockets behind
  };
}

function parameterFor(opened: string): string {
  return opened.endsWith(".code-workspace") ? "workspace" : "folder";
}

function addresses(
  authority: string,
  folder: string | undefined,
  token: string | undefined,
): Pick<Served, "address" | "uri"> {
  return {
    address: (payload) => {
      const query = [
        ...(token ? [`tkn=${token}`] : []),
        // The server's --default-folder would make a shorter address, but its workbench then sees every file outside it.
        ...(folder ? [`${parameterFor(folder)}=${encodeURIComponent(resolve(folder)).replaceAll("%2F", "/")}`] : []),
        ...(payload ? [`payload=${encodeURIComponent(JSON.stringify(payload))}`] : []),
      ];
      return `http://${authority}/?${query.join("&")}`;
    },
    uri: (path) => `vscode-remote://${authority}${encodeURI(resolve(path))}`,
  };
}

/** The port that the server says it listens on. */
function port(server: Kept): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`VS Code's server ${why}:\n${server.output()}`));
    const limit = setTimeout(() => fail(`did not listen within ${START_LIMIT / 1000} s`), START_LIMIT);
    const look = () => {
      const found = /Extension host agent listening on (\d+)/.exec(server.output());
      if (!found) return;
      clearTimeout(limit);
      resolve(Number(found[1]));
    };
    server.onOutput(look);
    look();
    server.exited.then(
      (code) => fail(`ended with ${code ?? "a signal"}`),
      (error: unknown) => fail(`could not be started (${String(error)})`),
    );
  });
}
