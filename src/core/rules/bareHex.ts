// Keys of hex digits alone.
import { END, START } from "./boundaries";
import type { RuleFacts } from "./rule";
import { hex } from "./shape";

/** Not behind the sign that ties a commit or a digest to a repository: `name@1f3…`, `/commit/1f3…`. */
export const bareHex = (length: number): Pick<RuleFacts, "shapes" | "source" | "nearMisses"> => ({
  shapes: [[hex(length)]],
  source: `${START}(?<![@#/])[0-9a-f]{${length}}${END}`,
  nearMisses: (dice) => [length - 1, length + 1].map((other) => dice.draw("0123456789abcdef", other)),
});
