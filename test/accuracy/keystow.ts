import { decodeText, DEFAULT_POLICY, encodingOf, ruleOf, scanText } from "../../src/core/index";
import type { Item } from "./item";
import type { Claim } from "./score";

/** What Keystow says of a file by default. An env file is where keys belong; it still must know them there. */
export function keystow(item: Item): readonly Claim[] {
  const bytes = bytesOf(item);
  const encoding = encodingOf(bytes);
  if (!encoding) return [];
  const { findings, suppressed } = scanText(decodeText(bytes, encoding), { path: item.path }, DEFAULT_POLICY);
  return [...findings, ...suppressed.filter(({ by }) => by === "env-file")].map(({ ruleId, span }) => ({
    start: span.start.offset,
    end: span.end.offset,
    provider: ruleOf(ruleId)?.provider ?? "",
    rule: ruleId,
  }));
}

/** The file as it is on disk, with a byte order mark where editors write one. */
export function bytesOf({ text, encoding }: Item): Uint8Array {
  if (encoding === "utf8") return Buffer.from(text);
  const bytes = Buffer.from("\uFEFF" + text, "utf16le");
  return encoding === "utf16le" ? bytes : bytes.swap16();
}
