// What may be said of a raw value: its mask, its fingerprint, how random it looks.
// With `reveal.ts` these are the only functions that see one; none of them keeps it.
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

const DOMAIN = utf8ToBytes("keystow fingerprint 1");

/** The public prefix, `…`, and the length in UTF-16 code units. */
export function mask(publicPrefix: string, value: string): string {
  return `${publicPrefix}…${value.length}`;
}

/**
 * `k1:` and 32 hex characters of an unsalted, domain-separated HMAC-SHA-256 (RFC 2104) of the UTF-8 value:
 * the same on every machine, linkable to no other service's hash. Only for values of 80 bits and more.
 */
export function fingerprint(value: string): string {
  return `k1:${bytesToHex(hmac(sha256, DOMAIN, utf8ToBytes(value))).slice(0, 32)}`;
}

/** The fingerprint of a place, for values whose own hash could be reversed. `ordinal` counts from 0 in the file. */
export function placeFingerprint(path: string, ruleId: string, ordinal: number): string {
  return fingerprint(["place", path, ruleId, ordinal].join("\0"));
}

/** Shannon entropy in bits per character (Shannon 1948). */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}
