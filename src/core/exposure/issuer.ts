// The service that has issued a key: what of the table of issuers holds for this one key.
import type { Finding } from "../model";
import { ruleOf } from "../rules/index";
import { type Issuer, ISSUERS } from "../rules/issuers";

/** What is known of the issuer of a finding's key, without what holds only for other kinds of its keys. */
export function issuerOf({ ruleId, mask }: Pick<Finding, "ruleId" | "mask">): Issuer | undefined {
  const rule = ruleOf(ruleId);
  const known = rule && ISSUERS[rule.provider];
  if (!known) return undefined;
  const { toldByGitHub, revocation, ...issuer } = known;
  const told = toldByGitHub === true || toldByGitHub?.includes(ruleId);
  const revocable = revocation?.rules.includes(ruleId) && startsWithOne(mask, revocation.heads);
  return { ...issuer, ...(told && { toldByGitHub: true }), ...(revocable && { revocation }) };
}

/** A mask shows the public start of its key. */
export function startsWithOne(mask: string, heads: readonly string[] | undefined): boolean {
  return heads?.some((head) => mask.startsWith(head)) ?? true;
}
