// Which variable each key becomes: one for equal keys, the one that the env file has already, else a free name.
import type { Finding } from "../model";
import type { KeyFacts } from "./keys";
import type { Variable } from "./model";
import { desiredName, freeName, isPublicName } from "./names";
import type { Slot } from "./source";

const VARIABLE = /^[A-Za-z_]\w*$/;

export class Naming {
  /** By index of the finding. */
  readonly #names = new Map<number, string>();

  constructor(
    private readonly findings: readonly Finding[],
    private readonly facts: readonly KeyFacts[],
    /** What the env file holds. */
    private readonly values: ReadonlyMap<string, string>,
    /** By index of the finding, what it should be called. */
    private readonly wishes: readonly (string | undefined)[] = [],
    /** The names that the store takes. */
    private readonly taken = VARIABLE,
  ) {}

  /** Names the keys of slots; those whose place insists on a name go before the others. */
  nameAll(slots: readonly Slot[]): void {
    const insists = (slot: Slot): boolean => slot.hint?.kind === "must";
    for (const slot of [...slots.filter(insists), ...slots.filter((slot) => !insists(slot))])
      for (const index of slot.findings) this.#name(index, slot);
  }

  /** The names of a slot's keys, or undefined when one of them has none. */
  namesOf({ findings }: Slot): readonly string[] | undefined {
    const names = findings.map((index) => this.#names.get(index)).filter((name) => name !== undefined);
    return names.length === findings.length ? names : undefined;
  }

  /** Takes the names from findings that stay where they are. */
  forget(findings: readonly number[]): void {
    for (const index of findings) this.#names.delete(index);
  }

  variables(): readonly Variable[] {
    const names = [...new Set(this.#names.values())];
    return names.map((name) => ({
      name,
      findings: [...this.#names].flatMap(([index, one]) => (one === name ? [index] : [])).sort((a, b) => a - b),
      reused: (this.values.get(name) ?? "") !== "",
    }));
  }

  #name(index: number, slot: Slot): void {
    const { hint } = slot;
    const facts = this.facts[index];
    const finding = this.findings[index];
    if (!finding || facts?.quote === undefined) return;
    const isUsable = (name: string): boolean => isUsableIn(slot, name, this.taken);
    const isFree = (name: string): boolean => this.#isFree(name);
    const wish = [this.wishes[index]].find((name) => name !== undefined && isUsable(name) && isFree(name));
    const name =
      hint?.kind === "must"
        ? [hint.name].find((one) => isUsable(one) && (this.#holds(one, facts) || isFree(one)))
        : (this.#known(facts, isUsable) ?? wish ?? chosenName(finding, slot, isFree));
    if (name !== undefined) this.#names.set(index, name);
  }

  /** A name under which this key is known already, in this plan or in the env file. */
  #known(facts: KeyFacts, isUsable: (name: string) => boolean): string | undefined {
    const planned = [...this.#names].find(
      ([index, name]) => this.facts[index]?.group === facts.group && isUsable(name),
    );
    return planned?.[1] ?? facts.knownAs(this.values, isUsable);
  }

  #holds(name: string, facts: KeyFacts): boolean {
    return this.#known(facts, (one) => one === name) === name;
  }

  #isFree(name: string): boolean {
    return (this.values.get(name) ?? "") === "" && ![...this.#names.values()].includes(name);
  }
}

/** Whether a place takes a name at all. */
export function isUsableIn({ forbidden }: Slot, name: string, taken = VARIABLE): boolean {
  return taken.test(name) && !isPublicName(name) && !forbidden?.test(name);
}

/** The name that a place suggests, made one that is free. */
export function chosenName({ ruleId }: Finding, slot: Slot, isFree: (name: string) => boolean): string {
  const { hint, forbidden, spelling } = slot;
  if (hint?.kind === "read" && isUsableIn(slot, hint.name) && isFree(hint.name)) return hint.name;
  const desired = desiredName(ruleId, hint?.name);
  return freeName(spelling?.(desired) ?? desired, (name) => isFree(name) && !forbidden?.test(name));
}
