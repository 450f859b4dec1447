// Asks others about keys: builds the questions, asks those that were allowed, in the order of the steps, and stops for a
// key once it is proven public, since nothing that could follow would change what to do.
import { ASKABLE, type Askable, type ExposureEvidence, NOT_ASKED, stepOf } from "../../core/index";
import { archiveQuestions } from "./archive";
import { githubQuestions, type SignIn } from "./githubAlerts";
import { type AnswerCache, hmslQuestions } from "./hmsl";
import { livenessQuestions, whyNoLiveness } from "./livenessQuestions";
import type { Outside } from "./outside";
import type { AskedKey, NoAnswer, Question } from "./question";
import { whyNoRemote } from "./remotesOfKeys";
import { servedQuestions } from "./served";
import { visibilityQuestions } from "./visibility";

export interface QuestionOptions {
  /** Answers of earlier checks. */
  readonly cache?: AnswerCache;
  readonly signIn?: SignIn;
}

/** Everything that could be asked of others about the keys, in the order in which it is asked. */
export function questionsFor(keys: readonly AskedKey[], { cache, signIn }: QuestionOptions): readonly Question[] {
  const whole = keys.filter(({ secret }) => secret);
  const questions = [
    ...visibilityQuestions(whole),
    ...servedQuestions(whole),
    ...archiveQuestions(whole),
    ...hmslQuestions(whole, cache),
    ...githubQuestions(whole, signIn),
    ...livenessQuestions(whole),
  ];
  return questions.map((question) => ({ ...question, sends: masked(question.sends, whole) }));
}

/** The address of a remote can hold a key. */
function masked(text: string, keys: readonly AskedKey[]): string {
  return keys.reduce(
    (clean, { secret }) => (secret ? clean.replaceAll(secret.expose(), () => secret.toString()) : clean),
    text,
  );
}

export interface AskOptions {
  readonly outside: Outside;
  /** The steps that were allowed; the questions may be some of theirs. */
  readonly allowed: ReadonlySet<Askable>;
  readonly onProgress?: (progress: { readonly message: string }) => void;
}

/**
 * What others say of each key: one row or more for every step, also for those that were not asked. Undefined when it was
 * cancelled.
 */
export async function askOthers<Key extends AskedKey>(
  keys: readonly Key[],
  questions: readonly Question[],
  { outside, allowed, onProgress }: AskOptions,
): Promise<ReadonlyMap<Key, readonly ExposureEvidence[]> | undefined> {
  const told = new Map<AskedKey, ExposureEvidence[]>(keys.map((key) => [key, []]));
  for (const step of ASKABLE) {
    const asked = questions.filter((one) => one.step === step && allowed.has(step));
    const enough = new Set(keys.filter((key) => step !== "liveness" && isPublic(told.get(key) ?? [])));
    for (const question of asked) {
      const open = question.keys.filter((key) => told.has(key) && !enough.has(key as Key));
      if (open.length === 0) continue;
      onProgress?.({ message: `Asking ${question.receiver}: ${stepOf(step)?.question ?? step}` });
      const answers = await question.ask(open, outside);
      if (outside.signal.aborted) return undefined;
      for (const [key, answer] of answers) told.get(key)?.push(withoutKeys(answer, keys));
    }
    for (const key of keys) {
      const rows = told.get(key);
      if (rows && !rows.some((row) => row.step === step)) rows.push(unasked(step, key, allowed, enough.has(key)));
    }
  }
  return new Map(keys.map((key) => [key, told.get(key) ?? []]));
}

/** What others say can quote what they were asked about; a link that holds a key is none to follow. */
function withoutKeys(answer: ExposureEvidence, keys: readonly AskedKey[]): ExposureEvidence {
  const { link, ...rest } = { ...answer, detail: masked(answer.detail, keys) };
  return link !== undefined && masked(link, keys) === link ? { ...rest, link } : rest;
}

function isPublic(rows: readonly ExposureEvidence[]): boolean {
  return rows.some(({ outcome, step }) => outcome === "yes" && stepOf(step)?.state === "published");
}

/** The row of a step that nobody was asked in. */
function unasked(step: Askable, key: AskedKey, allowed: ReadonlySet<Askable>, enough: boolean): ExposureEvidence {
  if (!allowed.has(step)) return { step, outcome: "not-asked", detail: NOT_ASKED };
  if (enough) return { step, outcome: "not-asked", detail: "Not needed: it is proven public already." };
  return { step, ...whyNone(step, key) };
}

/** Why there is nobody to ask about a key. */
function whyNone(step: Askable, key: AskedKey): NoAnswer {
  if (!key.secret) return { outcome: "failed", detail: "The text has changed: look again." };
  switch (step) {
    case "visibility":
    case "served":
      return unknownHere(key) ?? whyNoRemote(key) ?? NOTHING_KEPT;
    case "archive":
      return unknownHere(key) ?? NOTHING_KEPT;
    case "hmsl":
      return { outcome: "failed", detail: "The key is too short to ask about." };
    case "github":
      return unknownHere(key) ?? { outcome: "no", detail: "None of its remotes is on github.com." };
    case "liveness":
      return { outcome: "failed", detail: whyNoLiveness(key) };
  }
}

/** What Git could not tell keeps others from being asked. */
function unknownHere({ traces, evidence }: AskedKey): NoAnswer | undefined {
  const failed =
    traces.length > 0 ? undefined : evidence.find(({ step, outcome }) => step === "history" && outcome === "failed");
  return failed && { outcome: "failed", detail: failed.detail };
}

const NOTHING_KEPT: NoAnswer = {
  outcome: "no",
  detail: "Git keeps no commit and no file version that holds it, so that there is no id to ask for.",
};
