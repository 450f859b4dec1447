// docs/performance.md: one table a benchmark, each as it was measured last, with the machine.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import type { Row } from "./bench.main";

const PAGE = "docs/performance.md";

const START = `# Performance

Every figure stands beside a named peer that was measured in the same run, on the same files. \`npm run bench\` measures all
of them again and writes this page; \`npm run bench -- scan\` does one. Figures are the best of several runs in turns.
`;

export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ what, ours, peer, ratio, goal }) => `| ${what} | ${ours} | ${peer} | ${ratio.toFixed(2)} | ${goal} |`,
  );
  return ["| | Keystow | peer | ratio | goal |", "| --- | --- | --- | --- | --- |", ...lines, ""].join("\n");
}

/** Puts a table in the place of the one that the page has under the same name. */
export function keepInPage(name: string, title: string, table: string): void {
  const page = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : START;
  const part = `<!-- ${name} -->\n\n## ${title}\n\n${machine()}\n\n${table}\n<!-- /${name} -->`;
  const old = new RegExp(`<!-- ${name} -->[^]*<!-- /${name} -->`);
  writeFileSync(PAGE, old.test(page) ? page.replace(old, () => part) : `${page}\n${part}\n`);
}

function machine(): string {
  const processors = cpus();
  const [first] = processors;
  const day = new Date().toISOString().slice(0, 10);
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${day}, Node ${process.version}, ${process.platform} ${process.arch}, ${processors.length} × ${first?.model.trim() ?? "?"}, ${memory} GB.`;
}
