// What goes on by itself, left at once when the person has had enough.

/**
 * The same, until the signal is aborted: then it ends, also while the next one is waited for. `lastWords` are milliseconds
 * in which it may still say something.
 */
export async function* untilStopped<T>(
  all: AsyncIterable<T>,
  signal: AbortSignal,
  lastWords = 0,
): AsyncGenerator<T, void> {
  const iterator = all[Symbol.asyncIterator]();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop = (): void => {};
  const stopped = new Promise<undefined>((resolve) => {
    stop = () => (timer ??= setTimeout(() => resolve(undefined), lastWords));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop);
  });
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), stopped]);
      if (!next || next.done === true) return;
      yield next.value;
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    // It may be busy for a while; nobody waits, and what it says of being left does not matter.
    Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}
