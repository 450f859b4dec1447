// npm run accuracy: how many keys are found and how much else is, on a corpus made for this run.
//   npm run accuracy -- --without-peer    without secretlint beside it
//   npm run accuracy -- --seed N          another corpus
//   npm run accuracy -- --only A,B        the keys of these providers alone, by their ids
import { parseArgs } from "node:util";
import { SECRETLINT } from "../support/secretlint";
import { corpus, SEED } from "./corpus";
import type { Item } from "./item";
import { keystow } from "./keystow";
import { secretlint } from "./peer";
import { scoreOf } from "./score";
import { byClass, byFormat, byProvider, counted, falseAlarms, overall, worst, type Tool } from "./table";

function main(): void {
  const { values } = parseArgs({
    options: {
      seed: { type: "string", default: SEED },
      only: { type: "string" },
      "without-peer": { type: "boolean", default: false },
    },
  });
  const { positives, negatives, guesses, noSecrets } = corpus(values.seed, values.only?.split(","));
  const required = [...positives, ...negatives];
  const everything = [...required, ...guesses, ...noSecrets];
  const ours = new Map(everything.map((item) => [item, keystow(item)] as const));
  const theirs = values["without-peer"] ? undefined : secretlint(everything);
  const of = (items: readonly Item[]): readonly [Tool, ...Tool[]] => [
    { name: "Keystow", result: scoreOf(items, ours) },
    ...(theirs ? [{ name: SECRETLINT, result: scoreOf(items, theirs) }] : []),
  ];
  const tools = of(required);
  const [{ result }] = tools;
  const formats = counted(positives.map(({ format }) => format));
  const say = (title: string, text: string): void => console.log(`## ${title}\n\n${text}`);

  console.log(`# Accuracy, seed ${values.seed}\n`);
  console.log(
    `${positives.length} files with a key and ${negatives.length} without one, in ${formats.length} formats.\n`,
  );
  say("Overall", overall(tools));
  say("By provider, the right vendor named", byProvider(tools));
  say("Keystow: missed by kind", worst(result.misses, 40));
  say("Keystow: missed by format", byFormat(tools[0], formats));
  say(
    "False alarms by class",
    byClass(tools, [...counted(negatives.map(({ decoy = "" }) => decoy)), ["beside a key", positives.length]]),
  );
  say("Keystow: false alarms", falseAlarms(result.alarms));
  say(`Guesses: ${guesses.length} keys of grade D, off by default`, overall(of(guesses)));
  const told = of(noSecrets).map(({ name, result: { found } }) => `${name} tells ${found.right}.`);
  say(`Public by design, or an identifier: ${noSecrets.length}, of which by default`, told.join(" "));
}

main();
