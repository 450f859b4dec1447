// Asks others about keys: builds the questions, asks those that were allowed, in the order of the steps, and stops for a
// key once it is proven public, since nothing that could follow would change what to do.
import { ASKABLE, type Askable, type ExposureEvidence, NOT_ASKED, stepOf } from "../../core/index";
import { archiveQuestions } from "./archive";
import { githubQuestions, type SignIn } from "./githubAlerts";
import { type AnswerCache, hmslQuestions } from "./hmsl";
import { livenessQuestions, whyNoLiveness } from "./livenessQuestions";
import type { Outside } from "./outside";
import { type Answers, type AskedKey, masked, type NoAnswer, type Question, withoutKeys } from "./question";
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

/** What has been answered so far. A question is asked once: who asks more later asks what is not in here. */
export type Asked = Map<Question, Answers>;

export interface AskOptions {
  readonly outside: Outside;
  readonly onProgress?: (progress: { readonly message: string }) => void;
}

/** Asks the questions that have no answer yet, in their order. Returns whether it came to its end. */
export async function askOthers(
  questions: readonly Question[],
  asked: Asked,
  { outside, onProgress }: AskOptions,
): Promise<boolean> {
  for (const question of questions) {
    if (asked.has(question)) continue;
    const { step, receiver, keys } = question;
    const open = keys.filter((key) => step === "liveness" || !isPublic(rowsOf(key, asked)));
    if (open.length > 0) onProgress?.({ message: `Asking ${receiver}: ${stepOf(step)?.question ?? step}` });
    const answers = open.length > 0 ? await question.ask(open, outside) : new Map<AskedKey, ExposureEvidence>();
    if (outside.signal.aborted) return false;
    asked.set(question, new Map([...answers].map(([key, answer]) => [key, withoutKeys(answer, keys)])));
  }
  return true;
}

/** What others say of a key: a row or more for every step, also for those that nobody was asked in. */
export function outsideEvidence(
  key: AskedKey,
  questions: readonly Question[],
  asked: Asked,
  named: ReadonlySet<Askable> = new Set([...asked.keys()].map(({ step }) => step)),
): readonly ExposureEvidence[] {
  const rows = rowsOf(key, asked);
  return ASKABLE.flatMap((step) => {
    const told = rows.filter((row) => row.step === step);
    if (told.length > 0) return told;
    const own = questions.filter((one) => one.step === step && one.keys.includes(key));
    if (own.some((question) => asked.has(question)))
      return { step, outcome: "not-asked", detail: "Not needed: it is proven public already." };
    const nobody = own.length === 0 && named.has(step);
    return { step, ...(nobody ? whyNone(step, key) : { outcome: "not-asked", detail: NOT_ASKED }) };
  });
}

function rowsOf(key: AskedKey, asked: Asked): readonly ExposureEvidence[] {
  return [...asked.values()].flatMap((answers) => answers.get(key) ?? []);
}

function isPublic(rows: readonly ExposureEvidence[]): boolean {
  return rows.some(({ outcome, step }) => outcome === "yes" && stepOf(step)?.state === "published");
}

/** Why there is nobody to ask about a key. */
function whyNone(step: Askable, key: AskedKey): NoAnswer {
  if (!key.secret) return { outcome: "failed", detail: "The text has changed: look again." };
  switch (step) {
    case "visibility":
    case "served":
      return unknownHere(key) ?? whyNoRemote(key) ?? NOTHING_KEPT;
    case "archive":
      return unknownHere(key) ?? (hasSha256(key) ? { outcome: "failed", detail: SHA256_ONLY } : NOTHING_KEPT);
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

const SHA256_ONLY = "The archive knows no ids of SHA-256 repositories.";

function hasSha256({ traces }: AskedKey): boolean {
  return traces.some(({ blobs, commits }) => [...blobs, ...commits.map(({ id }) => id)].some((id) => id.length === 64));
}

const NOTHING_KEPT: NoAnswer = {
  outcome: "no",
  detail: "Git keeps no commit and no file version that holds it, so that there is no id to ask for.",
};
