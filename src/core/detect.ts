// Text to candidates: every anchor is looked at once, and what is decided about a key depends only on the text
// near it. That makes a scan of a part equal to a part of a scan, which the live document lives on.
import { type Candidate, type Found, judgeMatch, placed, placeOf } from "./candidate";
import { MAX_CONTEXT } from "./context";
import { Change, layersOf, MAX_RUN } from "./decode";
import { Literals } from "./literals";
import type { Point } from "./model";
import { type Match, NamedRegions, type NamedSearch } from "./named";
import { pointAt, PointReader, START } from "./points";
import { type Context, MAX_KEY, type Rule } from "./rules/rule";
import { literally } from "./rules/shape";

/** A host name or an inline mark, which decides about candidates elsewhere in the text. */
export interface Word {
  readonly text: string;
  readonly at: Point;
}

export interface Detection {
  readonly candidates: readonly Candidate[];
  readonly words: readonly Word[];
}

/** Keystow's own mark, and those of two tools whose marks people already have. */
export const INLINE_MARKS: readonly string[] = ["keystow:allow", "gitleaks:allow", "pragma: allowlist secret"];

/** UTF-16 code units before the start of a key in which its context stands. */
const CONTEXT_BEHIND = MAX_CONTEXT + 50;
/** UTF-16 code units before the start of a key on which a decision about it may depend: a run is decoded as a whole. */
export const LOOK_BEHIND = MAX_RUN + CONTEXT_BEHIND + 50;
/** UTF-16 code units from the start of a key on which a decision about it may depend. */
export const LOOK_AHEAD = MAX_KEY + 100;

/** What a literal may begin, when the search has found it. */
interface Reaction {
  readonly keys: Rule[];
  readonly names: Rule[];
  readonly words: string[];
}

interface Hit {
  readonly literal: string;
  readonly index: number;
  readonly reaction: Reaction;
}

/** A place where a key could start, because a rule's literal stands there or names it. */
export interface Attempt {
  readonly rule: Rule;
  readonly literal: string;
  readonly start: number;
  readonly end: number;
  /** Why the value is no key, in words that follow "it "; undefined when no value of the rule's shape is there. */
  readonly outcome?: Candidate | string;
}

/** Rules made ready for searching. */
export class Detector {
  readonly #literals: Literals;
  readonly #reactions: ReadonlyMap<string, Reaction>;
  readonly #searches: readonly NamedSearch[];
  /** Where a hinge may stand: after many letters or digits. */
  readonly #hinges: RegExp;
  readonly #hinged: ReadonlyMap<string, Reaction>;

  constructor(rules: readonly Rule[]) {
    const own = new Map<string, Reaction>();
    const at = (literal: string): Reaction => {
      const reaction = own.get(literal) ?? { keys: [], names: [], words: [] };
      own.set(literal, reaction);
      return reaction;
    };
    for (const mark of INLINE_MARKS) at(mark).words.push(mark);
    for (const rule of rules) {
      for (const anchor of rule.anchors) at(anchor).keys.push(rule);
      if (!rule.context) continue;
      for (const host of rule.context.hosts ?? []) if (!at(host).words.includes(host)) at(host).words.push(host);
      if (rule.anchors.length > 0) continue;
      for (const name of namesOf(rule.context)) at(name).names.push(rule);
    }
    this.#literals = new Literals(own.keys());
    this.#searches = searchesOf(rules.filter((rule) => rule.context && rule.anchors.length === 0));
    const hinged = new Map<string, Reaction>();
    for (const rule of rules) {
      if (!rule.hinge) continue;
      const reaction = hinged.get(rule.hinge.text) ?? { keys: [], names: [], words: [] };
      reaction.keys.push(rule);
      hinged.set(rule.hinge.text, reaction);
    }
    this.#hinged = hinged;
    const texts = `(?:${[...hinged.keys()].map(literally).join("|")})`;
    this.#hinges = new RegExp(`${texts}(?<=[A-Za-z0-9]{${BEFORE_HINGE}}${texts})`, "g");
    // The search finds the longest literal at a place; those that it starts with stand there too.
    this.#reactions = new Map(
      [...own.keys()].map((literal) => {
        const starts = Array.from({ length: literal.length }, (_, cut) => literal.slice(0, literal.length - cut));
        const all = starts.filter((start) => own.has(start)).map(at);
        const joined = {
          keys: all.flatMap((one) => one.keys),
          names: all.flatMap((one) => one.names),
          words: all.flatMap((one) => one.words),
        };
        return [literal, joined];
      }),
    );
  }

  /**
   * What starts at an index from `from` up to, not including, `to` of a text whose first character is at
   * `origin` of its document. Exact when the text goes on for `LOOK_BEHIND` before `from` and for `LOOK_AHEAD`
   * after `to`, or begins and ends with its document.
   */
  detect(text: string, origin: Point = START, from = 0, to = text.length): Detection {
    const words: { text: string; index: number }[] = [];
    const inside = (index: number): boolean => index >= from && index < to;
    const onWord = (word: string, index: number): void => {
      if (inside(index)) words.push({ text: word, index });
    };
    const plain = new Map<string, Found>();
    for (const match of this.#matches(text, { from, to }, onWord))
      if (inside(match.start)) plain.set(`${match.start} ${match.rule.id}`, { match, text, ...placeOf(match) });
    const found = [...plain.values()].map((one) => ({ ...one, judged: judgeMatch(text, one.match) }));
    const whole = new Set(
      found.filter(({ judged }) => typeof judged !== "string" && judged.proven).map(({ start }) => start),
    );
    for (const one of this.#decoded(text, { from, to }, { whole, onWord }))
      if (inside(one.start)) found.push({ ...one, judged: judgeMatch(one.text, one.match) });
    const reader = new PointReader(text, origin);
    const judged = found
      .sort((a, b) => a.start - b.start)
      .map((one) => placed(one.judged, one, { text, at: reader.at(one.start) }));
    return {
      candidates: judged.filter((one) => typeof one !== "string"),
      words: pointsOf(
        words.sort((a, b) => a.index - b.index),
        text,
        origin,
      ),
    };
  }

  /** What has the shape of a key in a text, and the words there. */
  *#matches(
    text: string,
    { from, to }: { readonly from: number; readonly to: number },
    onWord: (word: string, index: number) => void,
  ): Generator<Match> {
    const regions = new NamedRegions();
    for (const { index, reaction } of this.#hits(text, from, to)) {
      for (const word of reaction.words) onWord(word, index);
      yield* anchoredMatches(reaction, text, index);
      for (const rule of reaction.names) regions.add(rule, index);
    }
    yield* regions.matches(text, this.#searches);
  }

  /** The same in what a text holds in another form, where no key that is whole in itself starts. */
  *#decoded(
    text: string,
    zone: { readonly from: number; readonly to: number },
    { whole, onWord }: { readonly whole: ReadonlySet<number>; readonly onWord: (word: string, index: number) => void },
  ): Generator<Found> {
    for (const layer of layersOf(text, zone.from, zone.to)) {
      const isIn = (start: number, end: number): boolean => start >= layer.start && end <= layer.end;
      const onOwnWord = (word: string, index: number): void => {
        if (isIn(index, index + word.length)) onWord(word, layer.sourceOf(index, index + 1).start);
      };
      for (const match of this.#matches(layer.text, { from: 0, to: layer.text.length }, onOwnWord)) {
        const change = isIn(match.start, match.end) ? layer.changeIn(match.start, match.end) : Change.none;
        const place = layer.sourceOf(match.start, match.end);
        if (change === Change.none || (change === Change.loose && whole.has(place.start))) continue;
        const encoded = { before: place.start - layer.run.start, after: layer.run.end - place.end, via: layer.via };
        yield { match, text: layer.text, ...place, encoded };
      }
    }
  }

  /** What looked like the start of a key at an index from `from` up to, not including, `to`, and what became of it. */
  attempts(text: string, from: number, to: number): readonly Attempt[] {
    const attempts: Attempt[] = [];
    const whole = new Set<number>();
    for (const { literal, index, reaction } of this.#hits(text, from, to)) {
      const regions = new NamedRegions();
      for (const rule of reaction.names) regions.add(rule, index);
      const matches = [...anchoredMatches(reaction, text, index), ...regions.matches(text, this.#searches)];
      for (const match of matches) {
        const found = { match, text, start: match.start, end: match.end };
        const outcome = placed(judgeMatch(text, match), found, { text, at: pointAt(text, match.start) });
        attempts.push({ rule: match.rule, literal, start: match.start, end: match.end, outcome });
        if (typeof outcome !== "string" && outcome.proven) whole.add(match.start);
      }
      for (const rule of [...reaction.keys, ...reaction.names]) {
        if (!rule.hinge && !matches.some((match) => match.rule === rule))
          attempts.push({ rule, literal, start: index, end: index });
      }
    }
    for (const found of this.#decoded(text, { from, to }, { whole, onWord: () => {} })) {
      const { match, start, end } = found;
      const outcome = placed(judgeMatch(found.text, match), found, { text, at: pointAt(text, start) });
      attempts.push({ rule: match.rule, literal: "", start, end, outcome });
    }
    return attempts.filter(({ start }) => start >= from && start < to);
  }

  /** Every literal that may decide about what starts from `from` to `to`, in order; then the hinges. */
  #hits(text: string, from: number, to: number): readonly Hit[] {
    const hits: Hit[] = [];
    this.#literals.visit(text, { from: Math.max(0, from - CONTEXT_BEHIND), to: to + LOOK_AHEAD }, (literal, index) => {
      const reaction = this.#reactions.get(literal);
      if (reaction) hits.push({ literal, index, reaction });
    });
    if (this.#hinged.size === 0) return hits;
    const hinges = this.#hinges;
    hinges.lastIndex = from;
    for (let hit = hinges.exec(text); hit && hit.index < to + LOOK_AHEAD; hit = hinges.exec(text)) {
      const next = hit.index + 1;
      const reaction = this.#hinged.get(hit[0]);
      if (reaction) hits.push({ literal: hit[0], index: hit.index, reaction });
      hinges.lastIndex = next;
    }
    return hits;
  }
}

/** Letters or digits before every hinge; there are fewer before most dots and colons. */
const BEFORE_HINGE = 12;

function searchesOf(rules: readonly Rule[]): readonly NamedSearch[] {
  const searches = new Map<string, NamedSearch>();
  for (const rule of rules) {
    const { source } = rule.pattern;
    const search = searches.get(source) ?? { rules: [], pattern: new RegExp(source, "g") };
    search.rules.push(rule);
    searches.set(source, search);
  }
  return [...searches.values()];
}

/** All spellings of the names after one of which a key is looked for that has no fixed text. */
export function namesOf({ names, words = [], keyNames = [], pairs = [] }: Context): readonly string[] {
  const starts = pairs.filter((pair) => typeof pair === "string");
  const calls = keyNames.length > 0 ? HEADER_CALLS : [];
  return [...new Set([...[...names, ...words, ...keyNames].flatMap(spellings), ...starts, ...calls])];
}

/** What takes the value of a header before its name, as in Swift. */
const HEADER_CALLS: readonly string[] = ["setValue(", "addValue("];

/** A name as it is written in a header, an environment and a class. */
function spellings(name: string): readonly string[] {
  const camel = name.replace(/(?:^|[-_])([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const title = name.replace(/(?:^|[- ])([a-z])/g, (found) => found.toUpperCase());
  const lowerCamel = camel.charAt(0).toLowerCase() + camel.slice(1);
  const all = [name, name.toUpperCase(), camel, title, lowerCamel];
  return [...new Set(/[-_ ]ai/.test(name) ? all.flatMap((one) => [one, one.replace(/Ai(?=$|[A-Z])/, "AI")]) : all)];
}

function* anchoredMatches({ keys }: Reaction, text: string, index: number): Generator<Match> {
  for (const rule of keys) {
    const start = index - (rule.hinge?.at ?? rule.lead);
    const end = rule.pattern.endAt(text, start);
    if (end !== undefined) yield { rule, start, end };
  }
}

function pointsOf(words: readonly { text: string; index: number }[], text: string, origin: Point): readonly Word[] {
  const reader = new PointReader(text, origin);
  return words.map(({ text: word, index }) => ({ text: word, at: reader.at(index) }));
}
