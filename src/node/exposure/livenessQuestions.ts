// Whether a key still works, asked of its own issuer and of nobody else.
import type { AskedKey, Question } from "./question";

export function livenessQuestions(_keys: readonly AskedKey[]): readonly Question[] {
  return [];
}

export function whyNoLiveness(_key: AskedKey): string {
  return "Not known.";
}
