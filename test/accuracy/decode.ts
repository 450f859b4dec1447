import type { Decoding } from "./scene";

/** What the run in a file stands for. */
export function decode(run: string, decoding: Decoding): string {
  switch (decoding) {
    case "plain":
    case "document":
      return run;
    case "base64":
      return Buffer.from(run, "base64").toString();
    case "percent":
      return decodeURIComponent(run);
    case "escaped":
      return JSON.parse(`"${run}"`) as string;
    case "joined":
      return run.replace(/"\s*[+.]?\s*"/, "");
  }
}
