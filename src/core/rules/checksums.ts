// Checksums that some issuers put into their keys, computed from their published recipes.
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
export const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** CRC-32 (IEEE 802.3, reflected, as in zlib) of a text of Latin-1 characters. */
export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i);
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}

/** A number in base 62, most significant digit first. */
export function base62(number: number): string {
  let digits = "";
  for (let rest = number; rest > 0; rest = Math.floor(rest / 62)) digits = (BASE62[rest % 62] ?? "") + digits;
  return digits;
}

/** A token with the last six characters that GitHub gives it: CRC-32 of what follows `ghp_`, base 62 (github.blog, 2021-04-05). */
export function withGithubChecksum(token: string): string {
  return token.slice(0, -6) + base62(crc32(token.slice(4, -6))).padStart(6, "0");
}

/** Documentation is full of tokens with made-up tails, and the recipe is published, so a mismatch is no token. */
export const hasGithubChecksum = (token: string): "pass" | "reject" =>
  withGithubChecksum(token) === token ? "pass" : "reject";

/** The first characters of the RFC 4648 base32 of a text's SHA-256. */
export function sha256Base32(text: string, length: number): string {
  const digest = sha256(utf8ToBytes(text));
  let bits = "";
  for (const byte of digest.slice(0, Math.ceil((length * 5) / 8))) bits += byte.toString(2).padStart(8, "0");
  let encoded = "";
  for (let i = 0; i < length; i++) encoded += BASE32[Number.parseInt(bits.slice(i * 5, i * 5 + 5), 2)] ?? "";
  return encoded;
}

/** Standard or url-safe base64 (RFC 4648), padding optional, to bytes; undefined when a character is neither. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const body = text.replace(/=+$/, "").replaceAll("-", "+").replaceAll("_", "/");
  const bytes = new Uint8Array(Math.floor((body.length * 6) / 8));
  let buffer = 0;
  let bits = 0;
  let length = 0;
  for (const char of body) {
    const value = BASE64.indexOf(char);
    if (value < 0) return undefined;
    buffer = ((buffer << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = (buffer >>> bits) & 0xff;
    }
  }
  return bytes;
}

/** Latin-1 characters to url-safe base64 without padding. */
export function encodeBase64Url(text: string): string {
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Bytes as a text of Latin-1 characters, or undefined for an undefined input. */
export function latin1(bytes: Uint8Array | undefined): string | undefined {
  return bytes && Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

const rotate = (value: number, by: number): number => ((value << by) | (value >>> (32 - by))) >>> 0;

/**
 * Marvin32 (Microsoft SymCrypt, `lib/marvin32.c`) of bytes under a 64-bit seed given as its low and high half;
 * the two result halves, XORed.
 */
export function marvin32(bytes: Uint8Array, seedLow: number, seedHigh: number): number {
  let low = seedLow >>> 0;
  let high = seedHigh >>> 0;
  const block = (value: number): void => {
    low = (low + value) >>> 0;
    high ^= low;
    low = (rotate(low, 20) + high) >>> 0;
    high = (rotate(high, 9) ^ low) >>> 0;
    low = (rotate(low, 27) + high) >>> 0;
    high = rotate(high, 19);
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length - (bytes.length % 4);
  for (let i = 0; i < whole; i += 4) block(view.getUint32(i, true));
  let tail = 0x80;
  for (let i = bytes.length - 1; i >= whole; i--) tail = ((tail << 8) | (bytes[i] ?? 0)) >>> 0;
  block(tail);
  block(0);
  return (low ^ high) >>> 0;
}

/** The four bytes of a number, the lowest first. */
export const littleEndian = (number: number): readonly number[] => [
  number & 0xff,
  (number >>> 8) & 0xff,
  (number >>> 16) & 0xff,
  number >>> 24,
];

/**
 * The four checksum characters of an 84-character Azure key, from its first 80 (Microsoft security-utilities,
 * "identifiable secrets" HIS v2): base 62 of the four result bytes, or in older keys plain base64 of three.
 */
export function azureChecksums(first80: string): readonly string[] {
  const bytes = decodeBase64(first80);
  if (!bytes) return [];
  const little = littleEndian(marvin32(bytes, ...AZURE_SEED));
  const number = little.reduce((value, byte) => value * 256 + byte, 0);
  const triple = ((little[0] ?? 0) << 16) | ((little[1] ?? 0) << 8) | (little[2] ?? 0);
  const old = [18, 12, 6, 0].map((shift) => BASE64[(triple >>> shift) & 63] ?? "").join("");
  return [base62(number).padEnd(6, "0").slice(0, 4), old];
}

/** ASCII "Default0" read as one big-endian number: high half, low half. */
const AZURE_SEED: readonly [low: number, high: number] = [0x756c7430, 0x44656661];
