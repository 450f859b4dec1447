// Whether a text that a person has typed looks like a key of a kind.
import { placeholderReason } from "./placeholder";
import { type Policy, rulesOf } from "./policy";

/** Whether a rule's shape fits the whole value, and nothing that can be checked speaks against it. */
export function looksLike(ruleId: string, value: string, policy: Policy): boolean {
  const rule = [...rulesOf({ ...policy, disabled: new Set() })].find(({ id }) => id === ruleId);
  if (!rule || rule.pattern.endAt(value, 0) !== value.length) return false;
  const heads = rule.heads.filter((head) => value.startsWith(head)).map((head) => head.length);
  const check = rule.check?.(value) ?? "pass";
  return (
    placeholderReason(value.slice(Math.max(0, ...heads))) === undefined && check !== "reject" && check !== "sample"
  );
}
