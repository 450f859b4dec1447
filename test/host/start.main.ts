// npm start: VS Code with Keystow on a sample folder whose keys are made up on the spot.
//   node out/host/start.main.js [--desktop | --served]
import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeSampleWorkspace } from "../support/sampleWorkspace";
import { NO_DESKTOP, downloadedDesktop, installedDesktop, namedDesktop, startDesktop } from "./desktop";
import type { Kept } from "./keep";
import { root, scratchFolder } from "./machine";
import { serve } from "./served";
import { packageVsix } from "./vsix";

const USAGE = `Opens VS Code with Keystow on a sample folder with made-up keys.

  npm start                   the desktop VS Code, if there is one or it can be downloaded, else in the browser
  npm start -- --desktop      the desktop one or none
  npm start -- --served       in the browser, on this machine's loopback address
`;

/** Where the sample is, and the name of a file to show first. */
interface Sample {
  readonly folder: string;
  readonly file: string | undefined;
}

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: { desktop: { type: "boolean" }, served: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  });
  if (options.help) {
    console.log(USAGE);
    return;
  }
  const scratch = scratchFolder("sample");
  let host: Kept | undefined;
  const end = async () => {
    await host?.stop();
    rmSync(scratch, { recursive: true, force: true });
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => void end().finally(() => process.exit(0)));
  }
  try {
    const sample = writeSample(scratch);
    const desktop = options.served ? undefined : await findDesktop();
    if (options.desktop && !desktop) throw new Error(NO_DESKTOP);
    host = desktop ? await openDesktop(desktop, sample, scratch) : await openServed(sample, scratch);
    await host.exited;
  } finally {
    await end();
  }
}

function writeSample(scratch: string): Sample {
  const folder = join(scratch, "keystow-sample");
  mkdirSync(folder);
  writeSampleWorkspace(folder, randomUUID());
  const file = readdirSync(folder).find((name) => /\.([cm]?[jt]s|py)$/.test(name));
  return { folder, file };
}

async function findDesktop(): Promise<string | undefined> {
  return namedDesktop() ?? installedDesktop() ?? (await downloadedDesktop());
}

async function openDesktop(executable: string, { folder, file }: Sample, scratch: string): Promise<Kept> {
  console.log(`Opening ${executable} on ${folder}. Close its window, or press Ctrl+C here, to end it.`);
  return startDesktop(executable, {
    paths: [folder, ...(file ? [join(folder, file)] : [])],
    extension: root,
    remove: [scratch],
  });
}

/** Installed from its package, so that it is there in a plain window too, as users have it. */
async function openServed({ folder, file }: Sample, scratch: string): Promise<Kept> {
  const server = await serve({ folder, vsix: await packageVsix(scratch), token: true, remove: [scratch] });
  console.log(`VS Code with Keystow, on a sample folder with made-up keys:\n\n  ${server.address()}\n`);
  console.log(`Open this address in a browser${file ? `, and ${file} there` : ""}. Press Ctrl+C here to end it.`);
  return server;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
