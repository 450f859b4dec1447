// Whom the publication check may ask: off until a person says yes, for one step and one receiver, once or for good. What
// is for good is in the person's own settings, where no repository can write.
import * as vscode from "vscode";
import { stepOf } from "../core/index";
import type { OutsideQuestion } from "./exposureCheck";
import type { Settings } from "./settings";

/** What a person has said about a question. */
export type Answer = "always" | "never" | "ask";

/** How a consent is named in the settings: the step for every receiver, or one receiver. */
export function consentKey({ step, receiver }: OutsideQuestion): string {
  return `${step}@${receiver}`;
}

/** What the settings say; a receiver of its own counts more than its step, and "never" to all more than anything. */
export function consentTo(question: OutsideQuestion, settings: Settings): Answer {
  const { network, consent } = settings.outside();
  if (network === "never") return "never";
  const forAll = consent[question.step];
  // The remotes of a cloned repository can name any machine: one inside of a network is asked about on its own.
  const known = forAll === "always" && !/^[a-z0-9.-]+\.[a-z]{2,}$/i.test(question.receiver) ? undefined : forAll;
  return consent[consentKey(question)] ?? known ?? "ask";
}

/** Lets the person choose what to ask now; none when they choose nothing. Remembers what is meant for good. */
export async function chooseQuestions(
  questions: readonly OutsideQuestion[],
  settings: Settings,
): Promise<readonly OutsideQuestion[]> {
  const items = questions.map((question) => ({
    label: stepOf(question.step)?.question ?? question.step,
    description: receiverName(question, settings),
    detail: `Sends ${question.sends}.`,
    question,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: "Keystow: ask others? Nothing has been sent yet",
    placeHolder: "Choose what to ask, and press Enter",
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  if (!chosen || chosen.length === 0) return [];
  const picked = chosen.map(({ question }) => question);
  const receivers = [...new Set(picked.map((question) => receiverName(question, settings)))].join(", ");
  const how = await vscode.window.showQuickPick(
    [
      { label: "Ask now, this once", detail: `Sends what was listed to ${receivers}.`, answer: "ask" as const },
      { label: "Ask now, and from now on without this question", detail: KEPT, answer: "always" as const },
      { label: "Never ask these, and do not offer them again", detail: KEPT, answer: "never" as const },
    ],
    { title: `Keystow: ${receivers}`, placeHolder: "Once, always, or never?", ignoreFocusOut: true },
  );
  if (!how) return [];
  if (how.answer !== "ask") await settings.rememberConsent(picked.map(consentKey), how.answer);
  return how.answer === "never" ? [] : picked;
}

/** The host, and where the person's settings have it asked instead. */
function receiverName({ receiver }: OutsideQuestion, settings: Settings): string {
  const instead = settings.outside().endpoints[receiver];
  return instead === undefined ? receiver : `${receiver} at ${new URL(instead).host}`;
}

const KEPT = "Kept in your user settings, keystow.consent.";
