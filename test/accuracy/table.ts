import { f1, precision, recall, type Alarm, type Miss, type Result, type Score } from "./score";

/** The figures in Markdown. Kinds, formats and counts only: never a key. */
export interface Tool {
  readonly name: string;
  readonly result: Result;
}

const percent = (share: number): string => (Number.isNaN(share) ? "–" : `${(share * 100).toFixed(1)} %`);
const NONE: Score = { right: 0, wrong: 0, missed: 0 };

export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n") + "\n";
}

export function overall(tools: readonly Tool[]): string {
  const rows = tools.flatMap(({ name, result }) =>
    (["found", "named"] as const).map((of) => {
      const score = result[of];
      const figures = [precision, recall, f1].map((figure) => percent(figure(score)));
      return [name, of === "found" ? "found" : "right vendor", ...figures, score.right, score.missed, score.wrong];
    }),
  );
  return table(["tool", "counts as right", "precision", "recall", "F1", "right", "missed", "false alarms"], rows);
}

export function byProvider(tools: readonly Tool[]): string {
  const ids = [...new Set(tools.flatMap(({ result }) => [...result.ofProvider.keys()]))].sort();
  const head = ["provider", "keys", ...tools.flatMap(({ name }) => [`${name} precision`, "recall", "F1"])];
  const rows = ids.map((id) => {
    const scores = tools.map(({ result }) => result.ofProvider.get(id) ?? NONE);
    const [first = NONE] = scores;
    return [
      id,
      first.right + first.missed,
      ...scores.flatMap((one) => [precision, recall, f1].map((of) => percent(of(one)))),
    ];
  });
  return table(head, rows);
}

/** How often each text occurs, the most frequent first. */
export function counted(texts: readonly string[]): readonly (readonly [text: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
}

export function byFormat({ result }: Tool, formats: readonly (readonly [format: string, keys: number])[]): string {
  const missed = new Map(counted(result.misses.map(({ item }) => item.format)));
  const rows = formats
    .map(([format, keys]) => [format, keys, missed.get(format) ?? 0] as const)
    .filter(([, , count]) => count > 0)
    .sort(([, a, left], [, b, right]) => right / b - left / a);
  return table(["format", "keys", "missed or misnamed"], rows);
}

/** The kinds most often missed, and in which formats. */
export function worst(misses: readonly Miss[], most: number): string {
  const kindOf = ({ item, isMisnamed }: Miss): string =>
    `${item.key?.provider ?? ""}/${item.key?.kind ?? ""}${isMisnamed ? " (misnamed)" : ""}`;
  const rows = counted(misses.map(kindOf))
    .slice(0, most)
    .map(([kind, count]) => {
      const formats = counted(misses.filter((miss) => kindOf(miss) === kind).map(({ item }) => item.format));
      return [kind, count, formats.map(([format]) => format).join(", ")];
    });
  return table(["kind", "missed", "formats"], rows);
}

/** What raised false alarms: the class of the negative, or that they stood beside a key. */
export function falseAlarms(alarms: readonly Alarm[]): string {
  const rows = counted(
    alarms.map(({ item, claim }) => `${item.decoy ?? "beside a key"} | ${item.format} | ${claim.rule}`),
  ).map(([what, count]) => [what, count]);
  return table(["class | format | rule", "alarms"], rows).replace("| --- | --- |", "| --- | --- | --- | --- |");
}

export function byClass(tools: readonly Tool[], classes: readonly (readonly [name: string, files: number])[]): string {
  const alarms = tools.map(
    ({ result }) => new Map(counted(result.alarms.map(({ item }) => item.decoy ?? "beside a key"))),
  );
  const rows = classes.map(([name, files]) => [name, files, ...alarms.map((of) => of.get(name) ?? 0)]);
  return table(["class of negative", "files", ...tools.map(({ name }) => `${name} alarms`)], rows);
}
