// A VS Code served on this machine's loopback address.
import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Kept, keep } from "./keep";
import { plainEnvironment, run, scratchFolder } from "./machine";
import { type Installation, provision } from "./provision";
import { type Settings, writeUserSettings } from "./settings";

export interface ServeOptions {
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
}

export interface Served extends Kept {
  readonly installation: Installation;
  /** "127.0.0.1:PORT". */
  readonly authority: string;
  /** The address to open a folder with, token included; the pairs are what the `driver` option makes it honour. */
  address(folder?: string, payload?: readonly (readonly [string, string])[]): string;
  /** A file of this machine as the page names it. */
  uri(path: string): string;
}

/** How long the server may take to listen, in milliseconds; it needs about 1 s on an idle machine. */
const START_LIMIT = 60_000;

/** Starts a server on a free port and returns when it listens. Fails with what it printed when it does not. */
export async function serve(options: ServeOptions = {}): Promise<Served> {
  const installation = await provision();
  const scratch = scratchFolder("served");
  const data = join(scratch, "data");
  const extensions = join(scratch, "extensions");
  const token = options.token ? randomBytes(24).toString("base64url") : undefined;
  writeUserSettings(join(data, "data"), options.settings);
  mkdirSync(extensions);
  if (token) writeFileSync(join(scratch, "token"), token, { mode: 0o600 });
  const folders = ["--server-data-dir", data, "--extensions-dir", extensions, "--accept-server-license-terms"];
  const server = keep(
    installation.node,
    [
      "out/server-main.js",
      ...folders,
      "--disable-telemetry",
      ...(options.trusted === false ? [] : ["--disable-workspace-trust"]),
      ...(options.driver ? ["--enable-smoke-test-driver"] : []),
      // In a file, since every user of the machine can read a process's arguments.
      ...(token ? ["--connection-token-file", join(scratch, "token")] : ["--without-connection-token"]),
      ...["--host", "127.0.0.1", "--port", "0"],
    ],
    { cwd: installation.vscode, env: { ...environment(scratch), ...options.env }, remove: [scratch] },
  );
  try {
    if (options.vsix) await installVsix(installation, resolve(options.vsix), folders);
    const authority = `127.0.0.1:${await port(server)}`;
    return { ...server, installation, authority, ...addresses(authority, token) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function environment(scratch: string): NodeJS.ProcessEnv {
  return {
    EXTENSIONS_GALLERY: '{"serviceUrl":""}', // no store to ask, so no request leaves the machine
    XDG_RUNTIME_DIR: scratch, // where VS Code leaves its sockets behind
  };
}

async function installVsix({ node, vscode }: Installation, vsix: string, folders: readonly string[]): Promise<void> {
  const args = ["out/server-main.js", "--install-extension", vsix, ...folders];
  await run(node, args, { cwd: vscode, env: plainEnvironment() });
}

function addresses(authority: string, token: string | undefined): Pick<Served, "address" | "uri"> {
  return {
    address: (folder, payload) => {
      const query = new URLSearchParams();
      if (token) query.set("tkn", token);
      if (folder) query.set("folder", resolve(folder));
      if (payload) query.set("payload", JSON.stringify(payload));
      return `http://${authority}/?${query}`;
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
      (error: Error) => fail(error.message),
    );
  });
}
