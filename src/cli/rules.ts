// `keystow rules`: what is found, from the rules themselves.
import { type Command, Option } from "commander";
import { type Rule, RULES } from "../core/index";
import type { ExitCode, Io } from "./io";

export function registerRules(program: Command, io: Io, end: (code: ExitCode) => void): void {
  program
    .command("rules")
    .description("List the kinds of keys that are found.")
    .addOption(new Option("--format <format>", "of the list").choices(["text", "json"]).default("text"))
    .addHelpText("after", "\nExit codes:\n  0  always\n  2  wrong usage\n")
    .action(({ format }: { readonly format: string }) => {
      io.out(format === "json" ? `${JSON.stringify(RULES.map(factsOf), undefined, 2)}\n` : table(RULES));
      end(0);
    });
}

/** What others may rely on of a rule. */
function factsOf(rule: Rule): Readonly<Record<string, unknown>> {
  const { id, vendor, title, confidence, evidence, shape, envName, envNames, revokeUrl, sources } = rule;
  return {
    id,
    vendor,
    title,
    confidence,
    evidence,
    shape,
    needsContext: rule.context !== undefined,
    envName,
    envNames,
    revokeUrl,
    sources,
  };
}

function table(rules: readonly Rule[]): string {
  const rows = rules.map(({ id, vendor, title, confidence }) => [id, `${vendor} ${title}`, confidence]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}\n`).join("");
}
