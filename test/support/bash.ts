// What bash itself makes of a text that it runs.
import { spawnSync } from "node:child_process";

/** The values of the variables that a text exports when bash sources it, as direnv does. */
export function exportedBy(text: string): readonly string[] {
  return [...variablesOf(text).values()];
}

export function variablesOf(text: string): ReadonlyMap<string, string> {
  const env = { PATH: "/usr/bin:/bin" };
  const script = ". <(cat) >/dev/null 2>&1; exec env -0";
  const { stdout } = spawnSync("bash", ["--norc", "-c", script], { env, input: text, encoding: "utf8" });
  const pairs = stdout.split("\0").filter((one) => one !== "");
  return new Map(pairs.map((one) => [one.slice(0, one.indexOf("=")), one.slice(one.indexOf("=") + 1)] as const));
}
