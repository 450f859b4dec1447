// Values that only look like a key: documentation's stand-ins, and texts that no generator would draw.
import { entropy } from "./secret";

const WORDS =
  /example|placeholder|changeme|redacted|sample|dummy|y[o0]ur[-_]|insert[-_]|replace[-_]|(?:^|[-_.])(?:fake|test|demo|mock|todo|xxx+)(?:[-_.]|$)/i;
const SAME = /(.)\1{5}/;
const SEQUENCES = ["0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "9876543210"];
const SEQUENCE_LENGTH = 7;
/** In a longer value such as a private key, a word comes up by chance. */
const LONG = 400;
/** Bits per character below which a text of this many characters is not drawn at random. */
const MIN_ENTROPY = 2.75;

/**
 * Why a value is no key, in words that follow "it ", or undefined when nothing speaks against it.
 * `body` is the value without the fixed text that every key of its kind starts with.
 */
export function placeholderReason(body: string): string | undefined {
  if (entropy(body) < MIN_ENTROPY) return "is not random";
  if (body.length > LONG) return undefined;
  if (WORDS.test(body)) return "is a documented placeholder";
  if (SAME.test(body)) return "repeats one character";
  if (hasSequence(body)) return "counts through the alphabet or the digits";
  return undefined;
}

function hasSequence(body: string): boolean {
  for (const sequence of SEQUENCES) {
    for (let i = 0; i + SEQUENCE_LENGTH <= sequence.length; i++) {
      if (body.includes(sequence.slice(i, i + SEQUENCE_LENGTH))) return true;
    }
  }
  return false;
}
