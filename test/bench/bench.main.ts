// npm run bench [NAME…]: ratios against named peers, both measured in this run. It prints the tables and writes them into
// docs/performance.md; nothing here can fail a build.
import { benchCheck } from "./check";
import { benchFix } from "./fix";
import { benchGrowth } from "./growth";
import { benchMemory } from "./memory";
import { benchScan } from "./scan";
import { benchTable } from "./table";
import { benchTyping } from "./typing";
import { keepInPage, tableOf } from "./page";

export interface Row {
  readonly what: string;
  readonly ours: string;
  readonly peer: string;
  readonly ratio: number;
  readonly goal: string;
}

/** By the names that choose them, with the heading of each in docs/performance.md. */
const BENCHES = {
  growth: { title: "Text that is written against a rule", bench: benchGrowth },
  fix: { title: "The fix", bench: benchFix },
  typing: { title: "Typing", bench: benchTyping },
  scan: { title: "A scan", bench: benchScan },
  memory: { title: "Memory of a scan", bench: benchMemory },
  table: { title: "More vendors", bench: benchTable },
  check: { title: "The publication check", bench: benchCheck },
};

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  for (const [name, { title, bench }] of Object.entries(BENCHES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.error(`bench: ${name} …`);
    const table = tableOf(await bench());
    console.log(`${title}\n\n${table}`);
    keepInPage(name, title, table);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
