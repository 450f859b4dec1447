import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { root, run } from "./machine";

/** What `.vscodeignore` lets through comes from these. vsce walks the whole folder, which here holds gigabytes of tools. */
const SOURCES = ["dist", "media", "package.json", "README.md", "CHANGELOG.md", "LICENSE", ".vscodeignore"];

/**
 * Packages the extension as users get it, from what is built (run the build first). Returns the path of the file, in the
 * folder given. Fails with vsce's words.
 */
export async function packageVsix(into: string): Promise<string> {
  const file = join(resolve(into), "extension.vsix");
  const vsce = join(root, "node_modules/@vscode/vsce/vsce");
  const cwd = mkdtempSync(join(resolve(into), "vsix-"));
  for (const name of SOURCES.filter((one) => existsSync(join(root, one))))
    cpSync(join(root, name), join(cwd, name), { recursive: true });
  // --no-dependencies: the bundles hold all they need. A question would wait for ever: `run` closes standard input.
  const args = ["package", "--no-dependencies", "--allow-missing-repository", "--out", file];
  await run(process.execPath, [vsce, ...args], { cwd });
  rmSync(cwd, { recursive: true, force: true });
  return file;
}
