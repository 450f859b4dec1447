import type { KeyKind } from "../support/keys/index";

/** The spellings of one name, given as its lower-case words. */
type Words = readonly string[];

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export const pascal = (words: Words): string => words.map(capital).join("");
export const camel = (words: Words): string => words.map((word, i) => (i === 0 ? word : capital(word))).join("");
export const snake = (words: Words): string => words.join("_");
export const kebab = (words: Words): string => words.join("-");
export const upper = (words: Words): string => words.join("_").toUpperCase();

/** The name that its own tools read a key by. */
export function wordsOf({ envName, provider }: KeyKind): readonly string[] {
  return envName ? envName.toLowerCase().split("_") : [...provider.split("-"), "token"];
}
