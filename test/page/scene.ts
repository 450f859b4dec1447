// A VS Code with the packaged extension on a small folder, for tests and pictures of what a person sees.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openVscode, type PageOptions, type Vscode } from "../host/page";
import { packageVsix } from "../host/vsix";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";

export interface Scene {
  readonly code: Vscode;
  readonly folder: string;
  readonly close: () => Promise<void>;
}

/** Opens the folder with the given files in it. Packages the extension as it is built. */
export async function openScene(
  files: Readonly<Record<string, string>>,
  options: Omit<PageOptions, "folder" | "vsix"> = {},
): Promise<Scene> {
  const scratch = mkdtempSync(join(tmpdir(), "keystow-page-"));
  const remove = (): void => rmSync(scratch, { recursive: true, force: true });
  try {
    const folder = join(scratch, "shop");
    mkdirSync(folder);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const code = await openVscode({ ...options, folder, vsix: await packageVsix(scratch) });
    const close = async (): Promise<void> => {
      await code.close();
      remove();
    };
    return { code, folder, close };
  } catch (error) {
    remove();
    throw error;
  }
}

/** A made-up key of a kind of the facts, "groq/API key". */
export function makeKey(kind: string, seed: string): string {
  const found = KEY_KINDS.find((one) => `${one.provider}/${one.kind}` === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  return found.make(randomFrom(seed));
}
