// One text that git keeps.
import { decodeText, encodingOf } from "../core/index";
import { readContentsOf } from "./git/objects";
import type { OpenRepository } from "./git/open";
import { messageOf } from "./scanHistory";

/** The text of an object by its id, of a commit or tag its message; a sentence when it is no longer there. */
export async function readStored(id: string, open: OpenRepository): Promise<string> {
  let text = "Git no longer has this text.\n";
  const take = ({ type }: { readonly type: string }, content: Buffer): void => {
    const bytes = type === "blob" ? content : messageOf(content);
    text = decodeText(bytes, encodingOf(bytes) ?? "utf-8");
  };
  await readContentsOf([id], take, open);
  return text;
}
