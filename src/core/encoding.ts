// Bytes to text, as an editor would read them.

export type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** Bytes that are looked at to tell text from other data, as git and ripgrep do. */
const HEAD = 8192;

/** How bytes encode their text, by their byte order mark or their zero bytes; undefined when they are no text. */
export function encodingOf(bytes: Uint8Array): Encoding | undefined {
  const first = bytes[0];
  const second = bytes[1];
  // UTF-32, which no editor saves, goes on with zeros.
  if (first === 0xff && second === 0xfe) return bytes[2] === 0 && bytes[3] === 0 ? undefined : "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const head = bytes.subarray(0, HEAD);
  return head.includes(0) ? byZeros(head) : "utf-8";
}

/** Mostly ASCII text has a zero in nearly every second byte, and none in the others. */
function byZeros(head: Uint8Array): Encoding | undefined {
  const zeros: [even: number, odd: number] = [0, 0];
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2 === 0 ? 0 : 1] += 1;
  });
  const [even, odd] = zeros;
  if (even === 0 && odd > head.length / 4) return "utf-16le";
  if (odd === 0 && even > head.length / 4) return "utf-16be";
  return undefined;
}

/** The text of bytes, without a byte order mark. What is broken becomes U+FFFD. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes);
}
