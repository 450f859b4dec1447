import type { Item, Range } from "./item";

/** That a tool sees a key at a place, and whose. */
export interface Claim extends Range {
  /** Its id in the table of providers; empty for a kind of secret that the table has not. */
  readonly provider: string;
  readonly rule: string;
}

/** What a tool says of each file of the corpus. */
export type Claims = ReadonlyMap<Item, readonly Claim[]>;

export interface Score {
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
}

export interface Miss {
  readonly item: Item;
  /** Found, but under another provider's name. */
  readonly isMisnamed: boolean;
}

export interface Alarm {
  readonly item: Item;
  readonly claim: Claim;
}

export interface Result {
  /** A key counts when any claim overlaps it. */
  readonly found: Score;
  /** A key counts when a claim names its provider; a claim that names another is wrong. */
  readonly named: Score;
  readonly ofProvider: ReadonlyMap<string, Score>;
  readonly misses: readonly Miss[];
  readonly alarms: readonly Alarm[];
}

const overlaps = (a: Range, b: Range): boolean => a.start < b.end && b.start < a.end;

export function scoreOf(items: readonly Item[], claims: Claims): Result {
  const found = { right: 0, wrong: 0, missed: 0 };
  const named = { right: 0, wrong: 0, missed: 0 };
  const ofProvider = new Map<string, { right: number; wrong: number; missed: number }>();
  const provider = (id: string): { right: number; wrong: number; missed: number } => {
    const score = ofProvider.get(id) ?? { right: 0, wrong: 0, missed: 0 };
    ofProvider.set(id, score);
    return score;
  };
  const misses: Miss[] = [];
  const alarms: Alarm[] = [];
  for (const item of items) {
    const { key } = item;
    const all = claims.get(item) ?? [];
    const onKey = key ? all.filter((claim) => overlaps(claim, key)) : [];
    if (key) {
      const isNamed = onKey.some((claim) => claim.provider === key.provider);
      found[onKey.length > 0 ? "right" : "missed"] += 1;
      named[isNamed ? "right" : "missed"] += 1;
      provider(key.provider)[isNamed ? "right" : "missed"] += 1;
      if (!isNamed) misses.push({ item, isMisnamed: onKey.length > 0 });
      const misnamed = isNamed ? undefined : onKey.find((claim) => claim.provider !== "");
      if (misnamed) {
        named.wrong += 1;
        provider(misnamed.provider).wrong += 1;
      }
    }
    // A secret of a kind that the table has not is another tool's business, neither right nor wrong here.
    const elsewhere = all.filter((claim) => !onKey.includes(claim) && claim.provider !== "");
    for (const claim of elsewhere) {
      if (item.neutral.some((range) => overlaps(claim, range))) continue;
      found.wrong += 1;
      named.wrong += 1;
      provider(claim.provider).wrong += 1;
      alarms.push({ item, claim });
    }
  }
  return { found, named, ofProvider, misses, alarms };
}

export const precision = ({ right, wrong }: Score): number => (right + wrong === 0 ? NaN : right / (right + wrong));
export const recall = ({ right, missed }: Score): number => (right + missed === 0 ? NaN : right / (right + missed));
export const f1 = ({ right, wrong, missed }: Score): number => (2 * right) / (2 * right + wrong + missed);
