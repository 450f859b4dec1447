import { KEY_KINDS, PLACEHOLDERS, type KeyKind, type NearMiss } from "../../support/keys/index";
import { randomFrom, type Random } from "../../support/random";
import { wordsOf } from "../names";
import { bystander, providerOf } from "../providers";
import { at, type Decoy, type DecoyClass } from "./decoy";

/** What almost is a key, and what stands in the place of one. */
const KINDS = KEY_KINDS.filter(({ grade }) => grade !== "D");
const isPlaceholder = (why: string): boolean => why.startsWith("placeholder");
/** Names behind which any service may be. */
const ANY = [
  "api key",
  "access token",
  "session key",
  "client secret",
  "label",
  "cache key",
  "auth token",
  "build tag",
];

const missesOf = (kind: KeyKind, random: Random): readonly NearMiss[] =>
  kind.nearMisses(random).filter(({ why, text }) => !isPlaceholder(why) && (kind.json ?? isQuotable(text)));

const isQuotable = (text: string): boolean => !/["'`\\\n$]/.test(text);

/** A kind may be any text that an operator chose; none is nearly one. */
const MISSABLE = KINDS.filter((kind) => missesOf(kind, randomFrom("any")).length > 0);

export const NEAR_MISS: DecoyClass = {
  name: "near miss",
  draw: (random, turn) => {
    const kind = at(MISSABLE, turn);
    const { text } = at(missesOf(kind, random), Math.floor(turn / MISSABLE.length));
    const isDocument = text.startsWith("{");
    if (kind.use === "context")
      return {
        main: { words: wordsOf(kind), value: text },
        provider: providerOf(kind.provider, random),
        isCredential: true,
      };
    return {
      main: { words: random.pick(ANY).split(" "), value: text },
      provider: bystander(random),
      isCredential: true,
      namesNobody: true,
      ...(isDocument ? { isDocument } : {}),
    };
  },
};

const inPlaceOf = (kind: KeyKind, random: Random, value: string): Decoy => ({
  main: { words: wordsOf(kind), value },
  provider: providerOf(kind.provider, random),
  isCredential: true,
});

const WORDS = PLACEHOLDERS.filter((text) => text !== "" && isQuotable(text));

export const PLACEHOLDER: DecoyClass = {
  name: "placeholder or sample",
  draw: (random, turn) => {
    const kind = at(KINDS, turn);
    const own = kind
      .nearMisses(random)
      .filter(({ why, text }) => isPlaceholder(why) && isQuotable(text) && !text.startsWith("{"));
    const values = turn % 2 ? WORDS : own.map(({ text }) => text);
    return inPlaceOf(kind, random, random.pick(values.length > 0 ? values : WORDS));
  },
};

export const REFERENCE: DecoyClass = {
  name: "reference to a variable or vault",
  draw: (random, turn) => {
    const { main, ...rest } = inPlaceOf(at(KINDS, turn), random, "");
    return { ...rest, main: { ...main, isReference: true } };
  },
};

const MASKS: readonly ((key: string) => string)[] = [
  (key) => `${key.slice(0, 8)}...${key.slice(-4)}`,
  (key) => `${key.slice(0, 10)}…${key.slice(-4)}`,
  (key) => key.slice(0, 6) + "*".repeat(key.length - 10) + key.slice(-4),
  (key) => "•".repeat(12) + key.slice(-4),
  (key) => key.slice(0, 8) + "x".repeat(key.length - 8),
  (key) => key.slice(0, 7) + "[REDACTED]",
];

export const MASKED: DecoyClass = {
  name: "masked key",
  draw: (random, turn) => {
    const kind = at(
      KINDS.filter(({ json }) => !json),
      turn,
    );
    return inPlaceOf(kind, random, random.pick(MASKS)(kind.make(random)));
  },
};

const DOUBLES: readonly ((provider: string) => string)[] = [
  (provider) => `test-${provider}-key`,
  (provider) => `fake-${provider}-api-key-for-tests`,
  (provider) => `dummy_${provider}_token`,
  () => "test-api-key-0123456789",
  () => "sk-test-key-for-unit-tests",
  () => "sk-proj-" + "test-key-" + "1234567890",
  () => "sk-ant-" + "api03-" + "fake-key-for-testing-only",
  () => "not-a-real-key",
  () => "a".repeat(32),
  () => "deadbeef".repeat(4),
  () => "deadbeef".repeat(5),
  () => "0123456789".repeat(4),
  () => "hf_" + "test_token_for_the_mock_server",
  () => "ghp_" + "0".repeat(36),
  () => "gsk_" + "mock" + "0".repeat(48),
];

export const TEST_DOUBLE: DecoyClass = {
  name: "test double",
  draw: (random, turn) => {
    const kind = at(KINDS, turn);
    return inPlaceOf(kind, random, at(DOUBLES, Math.floor(turn / 3))(kind.provider));
  },
};
