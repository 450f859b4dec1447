// npm run bench: ratios against named peers, both measured in this run. It prints a table; nothing here can fail a build.
import { benchCheck } from "./check";
import { benchFix } from "./fix";
import { benchGrowth } from "./growth";
import { benchMemory } from "./memory";
import { benchScan } from "./scan";
import { benchTable } from "./table";
import { benchTyping } from "./typing";

export interface Row {
  readonly what: string;
  readonly ours: string;
  readonly peer: string;
  readonly ratio: number;
  readonly goal: string;
}

const BENCHES = {
  growth: benchGrowth,
  fix: benchFix,
  typing: benchTyping,
  scan: benchScan,
  table: benchTable,
  check: benchCheck,
  memory: benchMemory,
};

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const rows: Row[] = [];
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.error(`bench: ${name} …`);
    rows.push(...(await bench()));
  }
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}\n`);
  console.log("| | ours | peer | ratio | goal |\n| --- | --- | --- | --- | --- |");
  for (const { what, ours, peer, ratio, goal } of rows)
    console.log(`| ${what} | ${ours} | ${peer} | ${ratio.toFixed(2)} | ${goal} |`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
