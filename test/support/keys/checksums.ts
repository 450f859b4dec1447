import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Random } from "../random";
import { ALNUM, BASE32, BASE62, plausible } from "./text";

/**
 * The checksums and self-describing parts that some providers put into their keys, written from the published recipes
 * alone and sharing nothing with the code under test.
 */

/** A number in the given alphabet, most significant digit first. */
function digits(value: number, alphabet: string): string {
  let text = "";
  for (let left = value; left > 0; left = Math.floor(left / alphabet.length)) {
    text = alphabet.charAt(left % alphabet.length) + text;
  }
  return text;
}

/** CRC-32 of `text` in base62, six characters: the tail of GitHub's and Vercel's tokens. */
export function crcBase62(text: string): string {
  return digits(crc32(text), BASE62).padStart(6, "0");
}

/** CRC-32 of `text` in eight hex digits: the tail of Cloudflare's tokens. */
export function crcHex(text: string): string {
  return crc32(text).toString(16).padStart(8, "0");
}

/** Base32 of RFC 4648, without padding. */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => BASE32.charAt(parseInt(group.padEnd(5, "0"), 2))).join("");
}

/** The eight characters that stand after the first 43 of the last block of a fine-grained GitHub token. */
export function fineGrainedTail(before: string): string {
  return base32(createHash("sha256").update(before).digest()).slice(0, 8);
}

/**
 * Marvin32 with a 64-bit seed: the low and the high half of its state after the last byte.
 * See Microsoft's SymCrypt, lib/marvin32.c.
 */
export function marvin32(seed: bigint, bytes: Uint8Array): { readonly low: number; readonly high: number } {
  let low = Number(seed & 0xffffffffn);
  let high = Number(seed >> 32n);
  const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
  const mix = (word: number): void => {
    low = (low + word) | 0;
    high ^= low;
    low = (rotate(low, 20) + high) | 0;
    high = rotate(high, 9) ^ low;
    low = (rotate(low, 27) + high) | 0;
    high = rotate(high, 19);
  };
  // One byte 0x80 ends the message; zeros fill its last word, and one empty word follows.
  const padded = Buffer.alloc((Math.floor(bytes.length / 4) + 2) * 4);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  for (let at = 0; at < padded.length; at += 4) mix(padded.readUInt32LE(at));
  return { low: low >>> 0, high: high >>> 0 };
}

/** Both halves of Marvin32 laid over each other: four bytes, least significant first. */
function marvinBytes(seed: string, bytes: Uint8Array): Buffer {
  const { low, high } = marvin32(Buffer.from(seed, "latin1").readBigUInt64BE(), bytes);
  const result = Buffer.alloc(4);
  result.writeUInt32LE((low ^ high) >>> 0);
  return result;
}

export interface AzureKeyFacts {
  /** The service character: A AI Services, B Azure OpenAI, F Vision, L Documents, Y Speech, a Text, b Translator. */
  readonly service?: string;
  /** From 2024 on. */
  readonly year?: number;
  /** 1 to 12. */
  readonly month?: number;
  /** Newer keys carry base62, older ones plain base64; a wrong checksum agrees with neither. */
  readonly checksum?: "base62" | "base64" | "wrong";
}

/** An identifiable Azure key of 84 characters (Microsoft's "common annotated security key"). */
export function azureKey(random: Random, facts: AzureKeyFacts = {}): string {
  const service = facts.service ?? random.pick(["A", "B", "F", "L", "Y", "a", "b"]);
  const year = String.fromCharCode(65 + (facts.year ?? 2024 + random.int(3)) - 2024);
  const month = String.fromCharCode(65 + (facts.month ?? 1 + random.int(12)) - 1);
  const drawn = (length: number): string => plausible(() => random.chars(ALNUM, length));
  for (;;) {
    const stamp = "JQQJ99" + year + month + drawn(7) + "XJ3w3" + "AAA" + service + "ACOG";
    const head = drawn(52) + stamp;
    const { base62, base64 } = azureChecksums(head);
    const wrong = drawn(4);
    const checksum = { base62, base64, wrong }[facts.checksum ?? "base62"];
    if (isAlnum(checksum) && (checksum !== wrong || ![base62, base64].includes(wrong))) return head + checksum;
  }
}

/** Both accepted checksums over the first 80 characters of an Azure key. */
export function azureChecksums(head: string): { readonly base62: string; readonly base64: string } {
  const sum = marvinBytes("Default0", Buffer.from(head, "base64"));
  return {
    base62: digits(sum.readUInt32BE(), BASE62).padEnd(6, "0").slice(0, 4),
    base64: sum.subarray(0, 3).toString("base64"),
  };
}

/** An Azure AI Search key of 52 characters; its checksum tells a query key from an admin key. */
export function azureSearchKey(random: Random, role: "query" | "admin"): string {
  const seed = { query: "Query000", admin: "PAdmin00" }[role];
  return plausible(() => {
    // 46 characters are 34.5 bytes: the sum covers 35, of which the last four bits are zero.
    const head = random.chars(ALNUM, 42) + "AzSe";
    const data = Buffer.from(head + "A", "base64");
    return Buffer.concat([data, marvinBytes(seed, data)]).toString("base64");
  }, isAlnum);
}

function isAlnum(text: string): boolean {
  return [...text].every((character) => ALNUM.includes(character));
}
