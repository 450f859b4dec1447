// A scan in a thread of its own, so that whoever asked stays free.
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type ScanOrder, type ScanTold, tellScan } from "./scanOrder";
import { SCAN_THREAD } from "./scanThreadName";

/** Milliseconds in which a thread that is told to stop may end what it has started. */
const GRACE = 2_000;

/** With more of them, one is free for whoever types. */
const CORES_ARE_FEW = availableParallelism() <= 2;

/** Calls a listener whenever somebody types, until what it returns is called. */
type OnTyping = (listener: () => void) => () => void;

/**
 * Has a thread do what is ordered. `script` is a program that runs `scan.worker.ts` in a thread, and `sift.worker.ts` too.
 * While somebody types and there are but two cores, it rests more than it works. Aborted, it ends at once. Throws what
 * has ended the thread.
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
  const stop = (): void => wake();
  signal.addEventListener("abort", stop);
  worker.postMessage({ order, sifter: script });
  const unlisten = CORES_ARE_FEW ? onTyping(() => worker.postMessage("typing")) : undefined;
  let any = false;
  try {
    // The signal may change while this waits.
    const isAborted = (): boolean => signal.aborted;
    while (!isAborted()) {
      const some = told.splice(0);
      any ||= some.length > 0;
      yield* some;
      if (told.length > 0) continue;
      if (end && "failure" in end && any) throw end.failure;
      if (end) break;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (told.length > 0 || end || isAborted()) resolve();
      });
    }
    // Where threads cannot run, the work is done here.
    if (end && "failure" in end && !any) yield* tellHere(order, script, signal);
  } finally {
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
