// Answers of the publication check for people: a page for the editor, plain text for the terminal.
import type { ExposureEvidence, ExposureAnswer, Outcome, Verdict } from "../exposure";
import { stepOf } from "./steps";

/** What each verdict is called, and what it says. */
export const VERDICTS: Readonly<Record<Verdict, { readonly name: string; readonly meaning: string }>> = {
  "local-only": {
    name: "local only",
    meaning: "No evidence that it left the working copy. That is not proof that it did not.",
  },
  committed: { name: "committed", meaning: "It is in Git on this machine, and no push of it is on record." },
  pushed: {
    name: "pushed",
    meaning: "It was uploaded to a remote. That others can read it there is not proven.",
  },
  "public-remote": { name: "on a public remote", meaning: "It was uploaded to a remote that anybody can read." },
  published: { name: "provably public", meaning: "It was readable by anybody. Assume that it was copied." },
  unknown: { name: "cannot tell", meaning: "Nothing is proven, and not everything could be looked at." },
};

/** What is said of a step that nobody has allowed. */
export const NOT_ASKED = "Not asked.";

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  yes: "yes",
  no: "no",
  "not-asked": "not asked",
  failed: "could not tell",
};

/** The answers as a Markdown page, for a virtual document in the editor. */
export function exposureMarkdown(answers: readonly ExposureAnswer[]): string {
  const parts = answers.map((answer) => {
    const { name, meaning } = VERDICTS[answer.verdict];
    return [
      `## ${escape(`${answer.title} ${answer.mask}`)}: ${name}`,
      ...(answer.file === undefined ? [] : [escape(placeOf(answer))]),
      `${meaning}${answer.complete ? "" : " The evidence is incomplete."}`,
      ...(answer.nextSteps.length > 0 ? ["### What to do now", numbered(answer.nextSteps)] : []),
      "### Evidence",
      evidenceTable(answer.evidence),
    ].join("\n\n");
  });
  const summary = answers.length > 1 ? [summaryTable(answers)] : [];
  return `${["# Is the key published?", ...summary, ...parts, ...(parts.length > 0 ? [] : ["There was no key to check."])].join("\n\n")}\n`;
}

/** The worst first. */
function summaryTable(answers: readonly ExposureAnswer[]): string {
  const order: readonly Verdict[] = ["published", "public-remote", "pushed", "committed", "unknown", "local-only"];
  const rows = [...answers]
    .sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
    .map((answer) => {
      const place = answer.file === undefined ? "" : escape(placeOf(answer));
      return `| ${VERDICTS[answer.verdict].name} | ${escape(`${answer.title} ${answer.mask}`)} | ${place} |`;
    });
  return ["| Verdict | Key | Place |", "| --- | --- | --- |", ...rows].join("\n");
}

/** One sentence or two about one key: "Pushed: on origin/main now; pushed to origin/main on 2026-03-01." */
export function exposureLine({ verdict, evidence }: ExposureAnswer): string {
  const { name, meaning } = VERDICTS[verdict];
  const proofs = evidence.filter(
    ({ step, outcome, proves }) => (proves ?? (outcome === "yes" ? stepOf(step)?.state : undefined)) === verdict,
  );
  return `Publication check: ${name}. ${proofs.length > 0 ? proofs.map(({ detail }) => detail).join(" ") : meaning}`;
}

/** The answers as plain text for a terminal. */
export function exposureText(answers: readonly ExposureAnswer[]): string {
  return answers.map(answerText).join("\n");
}

function answerText(answer: ExposureAnswer): string {
  const { name, meaning } = VERDICTS[answer.verdict];
  const place = answer.file === undefined ? "" : `${printable(placeOf(answer))}  `;
  const lines = [
    `${place}${answer.title} ${answer.mask}: ${name}`,
    `  ${meaning}${answer.complete ? "" : " The evidence is incomplete."}`,
    ...answer.evidence
      .filter(({ outcome, detail }) => outcome !== "not-asked" || detail !== NOT_ASKED)
      .map(
        ({ step, outcome, detail, by, link }) =>
          `  ${OUTCOMES[outcome].padEnd(14)} ${step.padEnd(10)} ${printable(detail)}${source(by, link)}`,
      ),
    ...notAsked(answer.evidence),
    ...answer.nextSteps.map((step, index) => `  ${index + 1}. ${step}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** Who has said it, and where to look. */
function source(by: string | undefined, link: string | undefined): string {
  const words = [...(by === undefined ? [] : [`says ${printable(by)}`]), ...(link ? [printable(link)] : [])];
  return words.length > 0 ? ` (${words.join(", ")})` : "";
}

function notAsked(evidence: readonly ExposureEvidence[]): readonly string[] {
  const steps = evidence.filter(({ outcome, detail }) => outcome === "not-asked" && detail === NOT_ASKED);
  return steps.length > 0 ? [`  Not asked of others: ${steps.map(({ step }) => step).join(", ")}.`] : [];
}

function placeOf({ file, startLine }: ExposureAnswer): string {
  return startLine === undefined ? `${file}` : `${file}:${startLine}`;
}

function evidenceTable(evidence: readonly ExposureEvidence[]): string {
  const rows = evidence.map(({ step, outcome, detail, by, at, link }) => {
    const { question, asks } = stepOf(step) ?? { question: step, asks: "" };
    const when = at === undefined ? "" : at.slice(0, 16).replace("T", " ");
    const more = link === undefined ? "" : ` ${linkTo(link)}`;
    return `| ${question} | ${OUTCOMES[outcome]} | ${escape(detail)}${more} | ${escape(by ?? asks)} | ${when} |`;
  });
  return ["| Question | Answer | Detail | Asked | When |", "| --- | --- | --- | --- | --- |", ...rows].join("\n");
}

/** An address that is written out in full and cannot end its own link. */
function linkTo(url: string): string {
  return URL.canParse(url) ? `[Look](<${new URL(url).href.replace(/[<>|]/g, encodeURIComponent)}>)` : escape(url);
}

function numbered(steps: readonly string[]): string {
  return steps.map((step, index) => `${index + 1}. ${step}`).join("\n");
}

/** Names of files, branches and people come from the repository, so nothing in them may act as markup. */
function escape(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]<>()#+!|~&$]/g, "\\$&");
}

/** Nor may they steer a terminal, or turn a line around. */
function printable(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\p{Cc}\p{Cf}]/gu, "\u{fffd}");
}
