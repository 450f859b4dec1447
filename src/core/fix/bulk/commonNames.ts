// One name for one key in all the files that hold it, also where they have different env files.
import type { Finding } from "../../model";
import { valuesOf } from "../env/envFile";
import { type KeyFacts, KeyGroups } from "../keys";
import type { FixRequest } from "../model";
import type { NameHint } from "../names";
import { chosenName, isUsableIn } from "../naming";
import { movable, survey } from "../plan";
import type { Slot } from "../source";

/** One place of a key. */
interface Use {
  readonly request: number;
  readonly index: number;
  readonly finding: Finding;
  readonly slot: Slot;
}

/** A key, by its number, and all that uses it. */
interface Key {
  readonly group: number;
  readonly facts: KeyFacts;
  readonly uses: Use[];
  readonly envPaths: Set<string>;
}

/** For each request, what its findings should be called. What a place insists on or an env file holds still comes first. */
export function commonNames(requests: readonly FixRequest[]): readonly (readonly (string | undefined)[])[] {
  const keys = new Map<number, Key>();
  const envFiles = new EnvNames();
  const groups = new KeyGroups();
  requests.forEach((request, number) => collect(keys, request, { number, groups, envFiles }));
  const names: (string | undefined)[][] = requests.map(({ findings }) => findings.map(() => undefined));
  const insists = ({ uses }: Key): boolean => uses.some(({ slot }) => slot.hint?.kind === "must");
  // A key that one env file has under a name keeps it there, so no other key may take that name elsewhere first.
  const isKnown = ({ envPaths, facts }: Key): boolean =>
    [...envPaths].some((path) => facts.knownAs(envFiles.valuesOf(path), () => true) !== undefined);
  // A program that reads a variable already, with the key as its default, would read what another key puts there.
  const isRead = ({ uses }: Key): boolean => uses.some(({ slot }) => slot.hint?.kind === "read");
  const rank = (key: Key): number => (insists(key) ? 0 : isKnown(key) ? 1 : isRead(key) ? 2 : 3);
  for (const key of [...keys.values()].sort((one, other) => rank(one) - rank(other))) {
    const name = nameFor(key, envFiles);
    envFiles.take(name, key);
    for (const { request, index } of key.uses) (names[request] ?? [])[index] = name;
  }
  return names;
}

interface Collecting {
  /** The request's. */
  readonly number: number;
  readonly groups: KeyGroups;
  readonly envFiles: EnvNames;
}

function collect(keys: Map<number, Key>, request: FixRequest, { number, groups, envFiles }: Collecting): void {
  const surveyed = survey(request, groups);
  if ("refused" in surveyed) return;
  const { path: envPath, store } = surveyed.place;
  envFiles.add(envPath, valuesOf(request.files.get(envPath) ?? "", store.syntax.parse));
  for (const slot of movable(surveyed).slots)
    for (const index of slot.findings) {
      const [finding, facts] = [request.findings[index], surveyed.facts[index]];
      if (!finding || facts?.quote === undefined) continue;
      const { group } = facts;
      const key = keys.get(group) ?? { group, facts, uses: [], envPaths: new Set<string>() };
      keys.set(group, key);
      key.uses.push({ request: number, index, finding, slot });
      key.envPaths.add(envPath);
    }
}

/** What a place insists on, what an env file has already, what a program reads already, what the key is assigned to. */
function nameFor(key: Key, envFiles: EnvNames): string {
  const { uses, envPaths, facts } = key;
  const choosy = uses.filter(({ slot }) => slot.forbidden !== undefined);
  const isFree = (name: string): boolean => envFiles.isFree(name, key);
  const isUsable = (name: string): boolean =>
    isUsableIn(NOWHERE, name) && choosy.every(({ slot }) => isUsableIn(slot, name)) && isFree(name);
  const hinted = (kind: NameHint["kind"]): readonly string[] =>
    uses.flatMap(({ slot: { hint } }) => (hint?.kind === kind ? [hint.name] : []));
  const known = [...envPaths].flatMap((path) => facts.knownAs(envFiles.valuesOf(path), isUsable) ?? []);
  const found = [...new Set([...hinted("must"), ...known, ...hinted("read")])].find(isUsable);
  const first = uses.find(({ slot }) => slot.hint !== undefined) ?? uses[0];
  return found ?? (first ? chosenName(first.finding, first.slot, isFree) : "");
}

const NOWHERE: Slot = { findings: [], write: () => [] };

/** The names in each env file: those that it has, and those that keys have got. */
class EnvNames {
  readonly #values = new Map<string, ReadonlyMap<string, string>>();
  readonly #taken = new Map<string, Map<string, number>>();

  add(envPath: string, values: ReadonlyMap<string, string>): void {
    if (!this.#values.has(envPath)) this.#values.set(envPath, values);
  }

  valuesOf(envPath: string): ReadonlyMap<string, string> {
    return this.#values.get(envPath) ?? new Map<string, string>();
  }

  /** Whether a name could be the key's in all of its env files. */
  isFree(name: string, { group, facts, envPaths }: Key): boolean {
    return [...envPaths].every((path) => {
      const taken = this.#taken.get(path)?.get(name);
      if (taken !== undefined && taken !== group) return false;
      const values = this.valuesOf(path);
      return (values.get(name) ?? "") === "" || facts.knownAs(values, (one) => one === name) === name;
    });
  }

  take(name: string, { group, envPaths }: Key): void {
    for (const path of envPaths) {
      const taken = this.#taken.get(path) ?? new Map<string, number>();
      this.#taken.set(path, taken.set(name, group));
    }
  }
}
