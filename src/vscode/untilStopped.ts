// What goes on by itself, left at once when the person has had enough.

/** The same, until the signal is aborted: then it ends, also while the next one is waited for. */
export async function* untilStopped<T>(all: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T, void> {
  const iterator = all[Symbol.asyncIterator]();
  let stop = (): void => {};
  const stopped = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    if (signal.aborted) resolve(undefined);
    signal.addEventListener("abort", stop);
  });
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), stopped]);
      if (!next || next.done === true) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener("abort", stop);
    // It may be busy for a while; nobody waits, and what it says of being left does not matter.
    Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}
