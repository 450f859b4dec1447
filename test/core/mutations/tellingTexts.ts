// Texts that hold one key of a rule, or only what looks like one: keys of a second hand, and what is glued to them here.
import type { KeyKind } from "../../support/keys/index";
import { type Random, randomFrom } from "../../support/random";
import { COVERED, idsOf, lineOf } from "../kinds";
import { lettersTurned } from "./letters";

export interface Telling {
  readonly text: string;
  /** Where the key is; none when there is none. */
  readonly key?: Place;
  readonly why: string;
}

export interface Place {
  readonly start: number;
  readonly end: number;
}

/** A key and the text around it. */
interface Setting {
  readonly before: string;
  readonly key: string;
  readonly after: string;
}

const KEYS = 16;
const MISSES = 3;
/** Forms of a kind of which one key is spoilt in every way; of keys that carry a whole document, one says as much. */
const FORMS = 4;
const DOCUMENT = 170;

export function* tellingTexts(ruleId: string): Generator<Telling> {
  for (const kind of COVERED.filter((kind) => idsOf(kind).includes(ruleId))) {
    const random = randomFrom(`mutations ${kind.provider} ${kind.kind}`);
    const settings = Array.from({ length: KEYS }, () => settingOf(kind, random));
    for (const setting of settings) yield whole(setting);
    if (kind.use === "context") for (const { key } of settings) yield whole(assigned(kind.envName, key));
    for (let i = 0; i < MISSES; i++)
      for (const { text, why } of kind.nearMisses(random)) {
        yield { text: lineOf(kind, text), why };
        if (kind.companion) yield { text: companionLine(kind, random) + lineOf(kind, text), why };
      }
    for (const setting of settings)
      for (const [key, why] of misnamed(setting.key)) yield { text: textOf({ ...setting, key }), why };
    for (const setting of ofEachForm(settings)) {
      if (kind.use !== "alone" || kind.json)
        yield { text: textOf(assigned("value", setting.key)), why: "nothing names it" };
      for (const [key, why] of spoilt(kind, setting.key, random)) yield { text: textOf({ ...setting, key }), why };
    }
  }
}

function* spoilt(kind: KeyKind, key: string, random: Random): Generator<Spoilt> {
  yield* glued(key);
  yield* redrawn(kind, key, random);
  yield* misspelt(key);
  yield* worded(key, random);
}

const assigned = (name: string, key: string): Setting => ({ before: `${name} = "`, key, after: '"' });

const textOf = ({ before, key, after }: Setting): string => before + key + after;

/** One of each form that a kind has, as far as start and length tell them apart. */
function ofEachForm(settings: readonly Setting[]): readonly Setting[] {
  const forms = new Map(settings.map((setting) => [`${setting.key.slice(0, 4)} ${setting.key.length}`, setting]));
  const isDocument = settings.some(({ key }) => key.length > DOCUMENT);
  return (forms.size > FORMS ? settings : [...forms.values()]).slice(0, isDocument ? 1 : FORMS);
}

const companionLine = (kind: KeyKind, random: Random): string =>
  kind.companion ? `name = "${kind.companion(random)}"\n` : "";

function whole(setting: Setting): Telling {
  const start = setting.before.length;
  return { text: textOf(setting), key: { start, end: start + setting.key.length }, why: "a key" };
}

function settingOf(kind: KeyKind, random: Random): Setting {
  const made = kind.make(random);
  const text = companionLine(kind, random) + lineOf(kind, made);
  const key = kind.json ? secretIn(made) : made;
  const at = text.lastIndexOf(key);
  return { before: text.slice(0, at), key, after: text.slice(at + key.length) };
}

/** The fields of a file of credentials that hold its secret, as the facts name them. */
const SECRETS = ["private_key", "client_secret", "clientsecret"];

/** The secret of a file of credentials, as it is written there. */
function secretIn(document: string): string {
  const fields = JSON.parse(document) as Readonly<Record<string, string>>;
  const secret = SECRETS.map((name) => fields[name]).find((value) => value !== undefined);
  return JSON.stringify(secret).slice(1, -1);
}

type Spoilt = readonly [text: string, why: string];

const BLOB = "q7Rw2Xk9Tb4Zf8Lm3Vd6Hs5Nc".repeat(240);
const HEX_BLOB = "7d2f9b4e8a3c6051".repeat(320);
/** A blob that still starts near the name before it. */
const NEAR = 60;

/** A key that is a part of a longer word. */
function* glued(key: string): Generator<Spoilt> {
  for (const sign of ["q", "7", "_", "-", "+", "/", "@", "#"]) yield [sign + key, `glued to a ${sign} before it`];
  for (const sign of ["q", "7", "_", "-", "+", "/", "=", ".q"]) yield [key + sign, `glued to a ${sign} after it`];
  yield [BLOB.slice(0, NEAR) + key, "the end of a blob"];
  for (const blob of [BLOB, HEX_BLOB])
    for (const sign of ["", "_", "-"]) yield [key + sign + blob.slice(0, 300 + key.length * 10), "the start of a blob"];
}

/** A key with what no generator would draw in place of what is drawn. */
function* redrawn(kind: KeyKind, key: string, random: Random): Generator<Spoilt> {
  const head = kind.prefix;
  const body = key.slice(head.length);
  const put = (letters: string, digits = letters): string =>
    head + body.replace(/[A-Za-z0-9]/g, (character) => random.chars(character < "A" ? digits : letters, 1));
  yield [put("0123456789abcdef"), "a digest"];
  yield [put("abcdefghijklmnopqrstuvwxyz"), "small letters alone"];
  yield [put("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "capitals alone"];
  yield [put("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"), "letters alone"];
  yield [put("0123456789"), "digits alone"];
  yield [head + shuffled(body, random), "the same characters in another order"];
  for (const sign of ["-", "_", ""]) yield [head + slug(body.length, sign, random), "words"];
  yield [head + body.replace(/[A-Za-z0-9]+/g, (run) => slug(run.length, "", random)), "words"];
  yield [head + camel(body.length, random), "an identifier"];
}

const shuffled = (text: string, random: Random): string => random.shuffle([...text]).join("");

const WORDS =
  "the panel in the grid on a layout and the drawer is at its header with the sticky footer there or window".split(" ");

function slug(length: number, sign: string, random: Random): string {
  let text = random.pick(WORDS);
  while (text.length < length) text += sign + random.pick(WORDS);
  return text.slice(0, length - 1) + "s";
}

/** `theGrid2Panel`: letters of both cases and a digit, yet words. */
function camel(length: number, random: Random): string {
  let text = `${random.pick(WORDS)}2`;
  while (text.length < length) text += random.pick(WORDS).replace(/^./, (letter) => letter.toUpperCase());
  return text.slice(0, length);
}

/** The widths of a last part that words may stand in for. */
const TAILS = [16, 48] as const;

/** A key whose last part is words: not all of its kind start with the same text, so its width is not known. */
function* worded(key: string, random: Random): Generator<Spoilt> {
  const [least, most] = TAILS;
  for (let width = least; width <= Math.min(most, key.length - 1); width++)
    for (const sign of ["", "-"]) yield [key.slice(0, -width) + slug(width, sign, random), "words at its end"];
}

const HEAD = 16;

/** A key whose fixed text may be in the other case: several kinds of key may share one rule. */
function* misnamed(key: string): Generator<Spoilt> {
  for (const head of lettersTurned(key.slice(0, HEAD))) yield [head + key.slice(HEAD), "a letter in the other case"];
}

/** Characters at either end of a key that are left out or doubled. */
const END = 50;

/** A key with one character too few, too many, or in the other case. */
function* misspelt(key: string): Generator<Spoilt> {
  for (let at = 0; at < key.length; at++) {
    if (at >= END && at < key.length - END) continue;
    yield [key.slice(0, at) + key.slice(at + 1), "a character too few"];
    yield [key.slice(0, at + 1) + key.slice(at), "a character too many"];
  }
  if (key.length <= DOCUMENT) for (const text of lettersTurned(key)) yield [text, "a letter in the other case"];
}
