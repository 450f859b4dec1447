// A rule alone, tried on texts of which is known what it must find there.
import { DEFAULT_POLICY, type Policy } from "../../../src/core/index";
import { Detector } from "../../../src/core/detect";
import { judge } from "../../../src/core/judge";
import { CONFIDENCES, type Finding } from "../../../src/core/model";
import type { Rule } from "../../../src/core/rules/rule";
import { type Telling, tellingTexts } from "./tellingTexts";

const EVERYTHING: Policy = { ...DEFAULT_POLICY, severity: { high: "error", medium: "warning", low: "information" } };

/** Texts of which a rule says the truth. */
export type Trial = readonly Judged[];

interface Judged extends Telling {
  /** What is found less surely counts as not found: a check has seen to it. */
  readonly sureness: number;
}

export function trialOf(rule: Rule): Trial {
  const find = finder(rule);
  const all = [...tellingTexts(rule.id)];
  const ofKeys = Math.min(...all.filter(({ key }) => key).flatMap(({ text }) => find(text).map(surenessOf)));
  // Glue may be allowed, such as one character more where the length is open: then it tells nothing of this rule.
  return all
    .map((telling) => {
      const weaker = find(telling.text).some((finding) => surenessOf(finding) < ofKeys);
      return { ...telling, sureness: telling.key || weaker ? ofKeys : -Infinity };
    })
    .filter((telling) => isTrue(find, telling));
}

/** Why a mutated rule is told apart: the first text of which it does not say the truth. */
export function toldBy(mutated: Rule, trial: Trial): Telling | undefined {
  const find = finder(mutated);
  return trial.find((telling) => !isTrue(find, telling));
}

type Find = (text: string) => readonly Finding[];

function finder(rule: Rule): Find {
  const detector = new Detector([rule]);
  return (text) => judge(detector.detect(text), { path: "a.py" }, EVERYTHING).findings;
}

/** Higher is surer. */
const surenessOf = ({ confidence }: Finding): number => -CONFIDENCES.indexOf(confidence);

function isTrue(find: Find, { text, key, sureness }: Judged): boolean {
  const [found, ...more] = find(text).filter((finding) => surenessOf(finding) >= sureness);
  if (!key || !found) return !key === !found;
  return more.length === 0 && found.span.start.offset === key.start && found.span.end.offset === key.end;
}
