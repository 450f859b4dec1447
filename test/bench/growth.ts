import { DEFAULT_POLICY, type Policy, type Rule, RULES, scanText } from "../../src/core/index";
import type { Row } from "./bench.main";

/** Per rule, 2 MB of text built against it over 1 MB of the same: the worst ratio, by processor time. */
export function benchGrowth(): readonly Row[] {
  const rows = RULES.map((rule) => {
    const { text } = rule.sample("hostile");
    const piece = `${text.slice(0, Math.ceil(text.length / 2))} ${text.slice(0, -1)} `;
    const cost = (size: number): number => cpuTime(piece.repeat(Math.ceil(size / piece.length)), rule);
    const [one, two] = [cost(1 << 20), cost(2 << 20)];
    return { rule, one, two, ratio: two / one };
  });
  const worst = rows.reduce((a, b) => (a.ratio > b.ratio ? a : b));
  const slowest = rows.reduce((a, b) => (a.two > b.two ? a : b));
  return [worst, slowest].map(({ rule, one, two, ratio }, index) => ({
    what: `hostile text, 2 MB over 1 MB, ${index === 0 ? "worst growth" : "slowest"}: ${rule.id}`,
    ours: `${two.toFixed(0)} ms`,
    peer: `${one.toFixed(0)} ms`,
    ratio,
    goal: "at most 2.5",
  }));
}

/** Processor time of the cheapest of five runs in milliseconds. */
function cpuTime(text: string, rule: Rule): number {
  const others = RULES.map(({ id }) => id).filter((id) => id !== rule.id);
  const severity = { high: "error", medium: "warning", low: "information" } as const;
  const policy: Policy = { ...DEFAULT_POLICY, severity, disabled: new Set(others) };
  scanText(text.slice(0, 1000), { path: "a" }, policy);
  const times = Array.from({ length: 5 }, () => {
    const start = process.cpuUsage();
    scanText(text, { path: "a" }, policy);
    return process.cpuUsage(start).user / 1000;
  });
  return Math.min(...times);
}
