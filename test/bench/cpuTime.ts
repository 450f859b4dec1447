import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Processor time of some work in milliseconds; what others have left to collect is not a part of it. */
export function cpuTime(work: () => unknown): number {
  collectGarbage();
  const start = process.cpuUsage();
  work();
  return process.cpuUsage(start).user / 1000;
}
