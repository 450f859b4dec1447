// The thread that scans for the editor: a part of the extension's program.
import { constants, setPriority } from "node:os";
import { setImmediate, setTimeout } from "node:timers/promises";
import { parentPort } from "node:worker_threads";
import { type ScanOrder, type ScanTold, tellScan } from "./scanOrder";

/** Milliseconds that what is told waits for more. */
const GATHER = 50;

/** Milliseconds since somebody has typed for which a scan takes its time, and that it rests after each slice until then. */
const TYPING = 1_000;
const REST = 15;

let typed = -Infinity;

async function rest(): Promise<void> {
  if (performance.now() - typed > TYPING) await setImmediate();
  else await setTimeout(REST);
}

async function scan(order: ScanOrder, sifter: string, signal: AbortSignal): Promise<void> {
  let gathered: ScanTold[] = [];
  let sent = 0;
  const send = (): void => {
    sent = performance.now();
    if (gathered.length > 0) parentPort?.postMessage(gathered);
    gathered = [];
  };
  const tell = (told: ScanTold): void => {
    gathered.push(told);
    if (performance.now() - sent > GATHER) send();
  };
  const onProgress = (progress: Extract<ScanTold, { kind: "progress" }>["progress"]): void =>
    tell({ kind: "progress", progress });
  for await (const told of tellScan(order, { signal, sifter, onProgress, rest })) tell(told);
  send();
}

/** Whoever types goes first. Elsewhere than on Linux the priority is the whole process's, which is the editor's. */
function yieldToEditor(): void {
  try {
    if (process.platform === "linux") setPriority(constants.priority.PRIORITY_LOW); // The threads that it starts have it, too.
  } catch {
    // Then all have the same.
  }
}

yieldToEditor();
const controller = new AbortController();
parentPort?.on("message", (message: "stop" | "typing" | { readonly order: ScanOrder; readonly sifter: string }) => {
  if (message === "stop") controller.abort();
  else if (message === "typing") typed = performance.now();
  else void scan(message.order, message.sifter, controller.signal).finally(() => parentPort?.close());
});
