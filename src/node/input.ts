import { sizeText } from "./files";

/** All of a stream, or why there is nothing to scan; undefined as soon as the signal is aborted, whatever the stream does. */
export async function readInput(
  stream: AsyncIterable<Uint8Array>,
  { limit, signal }: { readonly limit: number; readonly signal: AbortSignal | undefined },
): Promise<Buffer | string | undefined> {
  const pieces = stream[Symbol.asyncIterator]();
  const aborted = new Promise<undefined>((resolve) => {
    if (signal?.aborted) resolve(undefined);
    signal?.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  const read: Uint8Array[] = [];
  for (let length = 0; ;) {
    const next = await Promise.race([pieces.next(), aborted]);
    if (!next) return undefined;
    if (next.done) return Buffer.concat(read);
    length += next.value.length;
    if (length > limit) return `larger than ${sizeText(limit)}`;
    read.push(next.value);
  }
}
