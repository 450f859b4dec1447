import { join, resolve } from "node:path";
import { root, run } from "./machine";

/**
 * Packages an extension as users get it, from what is built (run the build first). The script "vscode:prepublish" runs
 * when package.json has one. Returns the path of the file, in the folder given. Fails with vsce's words.
 */
export async function packageVsix(into: string, extension = root): Promise<string> {
  const file = join(resolve(into), "extension.vsix");
  const vsce = join(root, "node_modules/@vscode/vsce/vsce");
  // --no-dependencies: the bundles hold all they need. A question would wait for ever: `run` closes standard input.
  await run(process.execPath, [vsce, "package", "--no-dependencies", "--allow-missing-repository", "--out", file], {
    cwd: extension,
  });
  return file;
}
