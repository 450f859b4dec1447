// The thread that scans for the editor: a part of the extension's program.
import { parentPort } from "node:worker_threads";
import { type ScanOrder, type ScanTold, tellScan } from "./scanOrder";

/** Milliseconds that what is told waits for more. */
const GATHER = 50;

const STOP = "stop";

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
  for await (const told of tellScan(order, { signal, sifter, onProgress })) tell(told);
  send();
}

const controller = new AbortController();
parentPort?.on("message", (message: typeof STOP | { readonly order: ScanOrder; readonly sifter: string }) => {
  if (message === STOP) controller.abort();
  else void scan(message.order, message.sifter, controller.signal).finally(() => parentPort?.close());
});
