import { createRequire } from "node:module";
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, type Plugin } from "esbuild";
import { root } from "./machine";

/** A copy by links of an extension's folder whose package.json has no Node entry, so that VS Code must take the browser one. */
export function browserOnly(extension: string, into: string): string {
  mkdirSync(into);
  for (const name of readdirSync(extension)) {
    if (name !== "package.json") symlinkSync(resolve(extension, name), join(into, name));
  }
  const { main: _, ...manifest } = JSON.parse(readFileSync(join(extension, "package.json"), "utf8")) as {
    main?: string;
  };
  writeFileSync(join(into, "package.json"), JSON.stringify(manifest, null, 2));
  return into;
}

/** Bundles a suite (TypeScript or JavaScript, with `run()`), mocha included, into the one file that a web worker can load. */
export async function bundleWebSuite(entry: string, outfile: string): Promise<string> {
  const { assemblyScript } = createRequire(__filename)(join(root, "esbuild.js")) as { assemblyScript: Plugin };
  await build({
    plugins: [assemblyScript],
    entryPoints: [entry],
    outfile,
    bundle: true,
    // Not "cjs": mocha's browser build would see `module` and export itself in place of the suite.
    format: "iife",
    globalName: "keystowSuite",
    footer: { js: "module.exports = keystowSuite;" },
    platform: "browser",
    target: "es2023",
    external: ["vscode"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  return outfile;
}
