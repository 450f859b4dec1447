// A scan in a thread of its own, so that whoever asked stays free.
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type ScanOrder, type ScanTold, tellScan } from "./scanOrder";
import { SCAN_THREAD } from "./scanThreadName";

/** Milliseconds in which a thread that is told to stop may end what it has started. */
const GRACE = 2_000;
/** And those of them in which it is listened to: what is found in a history is told at the end alone. */
const LAST_WORDS = 500;

/** With more of them, one is free for whoever types. */
const CORES_ARE_FEW = availableParallelism() <= 2;

/** Calls a listener whenever somebody types, until what it returns is called. */
type OnTyping = (listener: () => void) => () => void;

/**
 * Has a thread do what is ordered. `script` is a program that runs `scan.worker.ts` in a thread, and `sift.worker.ts` too.
 * While somebody types and there are but two cores, it rests more than it works. Aborted, it tells what was found until
 * then, and ends at once. Throws what has ended the thread.
 */
export async function* scanInThread(
  order: ScanOrder,
  script: string,
  signal: AbortSignal,
  onTyping: OnTyping = () => () => undefined,
): AsyncGenerator<ScanTold> {
  if (signal.aborted) return;
  const worker = new Worker(script, { workerData: SCAN_THREAD });
  const told: ScanTold[] = [];
  let end: { readonly failure?: unknown } | undefined;
  let wake = (): void => {};
  worker.on("message", (some: readonly ScanTold[]) => {
    for (const one of some) told.push(one);
    wake();
  });
  worker.on("error", (failure) => {
    end = { failure };
    wake();
  });
  worker.on("exit", () => {
    end ??= {};
    wake();
  });
  let lastWords: ReturnType<typeof setTimeout> | undefined;
  let isHeard = true;
  const stop = (): void => {
    worker.postMessage("stop");
    const hush = (): void => {
      isHeard = false;
      wake();
    };
    lastWords = setTimeout(hush, LAST_WORDS);
    wake();
  };
  let any = false;
  // Of a scan that has told nothing yet, nothing is waited for.
  const isOver = (): boolean => !isHeard || (signal.aborted && !any);
  signal.addEventListener("abort", stop);
  worker.postMessage({ order, sifter: script });
  const unlisten = CORES_ARE_FEW ? onTyping(() => worker.postMessage("typing")) : undefined;
  try {
    while (!isOver()) {
      const some = told.splice(0);
      any ||= some.length > 0;
      yield* some;
      if (told.length > 0) continue;
      if (end && "failure" in end && any) throw end.failure;
      if (end) break;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (told.length > 0 || end || isOver()) resolve();
      });
    }
    // Where threads cannot run, the work is done here.
    if (end && "failure" in end && !any) yield* tellHere(order, script, signal);
  } finally {
    clearTimeout(lastWords);
    signal.removeEventListener("abort", stop);
    unlisten?.();
    worker.postMessage("stop");
    const timer = setTimeout(() => void worker.terminate(), GRACE);
    worker.once("exit", () => clearTimeout(timer));
    if (end) clearTimeout(timer);
  }
}

async function* tellHere(order: ScanOrder, sifter: string, signal: AbortSignal): AsyncGenerator<ScanTold> {
  const progress: ScanTold[] = [];
  const onProgress = (one: Extract<ScanTold, { kind: "progress" }>["progress"]): void => {
    progress.splice(0, 1, { kind: "progress", progress: one });
  };
  for await (const told of tellScan(order, { signal, sifter, onProgress })) {
    yield* progress.splice(0);
    yield told;
  }
}
