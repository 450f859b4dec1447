import { DEFAULT_POLICY, type Policy, type Rule, RULES, scanText } from "../../src/core/index";
import type { Row } from "./bench.main";
import { cpuTime } from "./cpuTime";
import { type Hostile, hostileTexts } from "./hostile";

const MB = 1 << 20;
const GOAL = 2.5;
/**
 * What grows by no more than this from a quarter to half a megabyte grows by at most 2.35 from one to two, even if
 * all that is not linear in it is quadratic.
 */
const CLEAR = 2.1;
/** A ratio above this is measured again, as long as there are tries: noise only ever adds. */
const NEAR_GOAL = 2.3;
const TRIES = 5;
const SLOWEST = 5;

interface Trial extends Hostile {
  readonly rule: Rule;
  readonly policy: Policy;
}

interface Cost {
  readonly trial: Trial;
  /** Milliseconds of processor time over a size, and over twice the size. */
  readonly one: number;
  readonly two: number;
}

const ratioOf = ({ one, two }: Cost): number => two / one;

/** Per rule, 2 MB of text built against it over 1 MB of the same: the worst ratio, by processor time. */
export function benchGrowth(): readonly Row[] {
  const costs = RULES.flatMap(trialsOf).map((trial) => costOf(trial, MB / 4, CLEAR, 2));
  const bySlowness = [...costs].sort((a, b) => b.two - a.two);
  const suspects = bySlowness.filter((cost, place) => place < SLOWEST || ratioOf(cost) > CLEAR);
  const measured = suspects.map(({ trial }) => costOf(trial, MB, NEAR_GOAL, TRIES));
  const byGrowth = [...measured].sort((a, b) => ratioOf(b) - ratioOf(a));
  const worst = byGrowth.filter((cost, place) => place === 0 || ratioOf(cost) > GOAL);
  const slowest = [...measured].sort((a, b) => b.two - a.two).slice(0, SLOWEST);
  return [...worst.map((cost) => rowOf("worst growth", cost)), ...slowest.map((cost) => rowOf("slowest", cost))];
}

function rowOf(why: string, cost: Cost): Row {
  const { rule, what } = cost.trial;
  return {
    what: `hostile text, 2 MB over 1 MB, ${why}: ${rule.id}, ${what}`,
    ours: `${cost.two.toFixed(0)} ms`,
    peer: `${cost.one.toFixed(0)} ms`,
    ratio: ratioOf(cost),
    goal: `at most ${GOAL}`,
  };
}

/** What a rule is tried on, by a policy that searches for its keys alone, however unsure. */
function trialsOf(rule: Rule): readonly Trial[] {
  const others = RULES.map(({ id }) => id).filter((id) => id !== rule.id);
  const severity = { high: "error", medium: "warning", low: "information" } as const;
  const policy: Policy = { ...DEFAULT_POLICY, severity, disabled: new Set(others) };
  return hostileTexts(rule).map((hostile) => ({ ...hostile, rule, policy }));
}

/** The cheapest of a few runs over a size and over twice the size; only one where the ratio is at most `clear`. */
function costOf(trial: Trial, size: number, clear: number, tries: number): Cost {
  const textOf = (length: number): string => trial.piece.repeat(Math.ceil(length / trial.piece.length));
  const [small, large] = [textOf(size), textOf(2 * size)];
  scanText(small.slice(0, 20_000), { path: "a" }, trial.policy);
  let [one, two] = [scanTime(small, trial), scanTime(large, trial)];
  for (let done = 1; done < tries && two / one > clear; done++) {
    one = Math.min(one, scanTime(small, trial));
    two = Math.min(two, scanTime(large, trial));
  }
  return { trial, one, two };
}

const scanTime = (text: string, { policy }: Trial): number => cpuTime(() => scanText(text, { path: "a" }, policy));
