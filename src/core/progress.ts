// How far a scan is: counts, and the time that is left once there is enough to tell it by.

/** What has been looked at so far. */
export interface Progress {
  readonly files: number;
  readonly bytes: number;
  /** Of how many files, where that is known. */
  readonly total?: number;
  /** How many of `total` are done with, those included that were not looked at; `files` unless it is given. */
  readonly done?: number;
}

/** Milliseconds before which the pace says nothing: threads start, and the disk has nothing ready yet. */
const WARM_UP = 1_000;
/** The part of all files that must have been seen. */
const LEAST = 0.02;

/** Milliseconds that are left at the pace of the `elapsed` ones; undefined while nobody can know. */
export function remaining({ files, total, done = files }: Progress, elapsed: number): number | undefined {
  if (total === undefined || elapsed < WARM_UP || done <= 0 || done < total * LEAST) return undefined;
  return (elapsed / done) * Math.max(0, total - done);
}

/** "1,204 of 28,113 files, 312 MB, about 8 s left"; `elapsed` in milliseconds. */
export function progressWords(progress: Progress, elapsed: number): string {
  const { files, bytes, total, done = files } = progress;
  const left = remaining(progress, elapsed);
  const of = total === undefined || total < done ? "" : ` of ${total.toLocaleString("en")}`;
  const seen = total === undefined ? files : done;
  return [
    `${seen.toLocaleString("en")}${of} ${seen === 1 && of === "" ? "file" : "files"}`,
    `${Math.round(bytes / 1e6).toLocaleString("en")} MB`,
    ...(left === undefined ? [] : [`about ${duration(left)} left`]),
  ].join(", ");
}

/** Rounded to what an estimate is good for. */
function duration(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 10) return `${seconds} s`;
  if (seconds < 90) return `${Math.round(seconds / 5) * 5} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
