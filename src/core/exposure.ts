// Facts to verdict. What was found is gathered elsewhere; this alone says what it means and what to do now.
// "Could not tell" is an answer of its own, and the absence of evidence never reads as "safe".
import { keepOutOfPackages } from "./exposure/shipping/advice";
import type { Packager } from "./exposure/shipping/model";
import { PROVEN, type Proven, STEPS, type Step, type StepId, stepOf } from "./exposure/steps";
import type { Issuer } from "./rules/issuers";

export type Outcome = "yes" | "no" | "not-asked" | "failed";

/** The answer of one step about one key, in words without the key. */
export interface ExposureEvidence {
  readonly step: StepId;
  readonly outcome: Outcome;
  readonly detail: string;
  /** Where a person can look for themselves. */
  readonly link?: string;
  /** When it happened, as an ISO 8601 time; for what others were asked, when they answered. */
  readonly at?: string;
  /** The host that was asked. */
  readonly by?: string;
  /** What it proves of the key, where that is not what a yes of its step proves. */
  readonly proves?: Proven;
  /** What would take the file along, of the step about packages. */
  readonly packagers?: readonly Packager[];
}

export interface ExposureFacts {
  readonly evidence: readonly ExposureEvidence[];
  /** Where the key's owner revokes it, when that is known. */
  readonly revokeUrl?: string;
  /** What is known of the service that has issued the key. */
  readonly issuer?: Issuer;
  /** The key stands in a file that is meant to hold keys. */
  readonly inEnvFile?: boolean;
}

export type Verdict = "local-only" | Proven | "unknown";

export interface Judgement {
  /** The strongest proven state; `local-only` only when every local step has answered. */
  readonly verdict: Verdict;
  /** Every local step has answered, and none that was asked has failed. */
  readonly complete: boolean;
  readonly reasons: readonly string[];
  /** In the order in which they should be done. */
  readonly nextSteps: readonly string[];
}

/** One key's answer, for the report. `startLine` is 1-based; `file` is as the person named it. */
export interface ExposureAnswer extends Judgement {
  readonly file?: string;
  readonly startLine?: number;
  readonly fingerprint: string;
  /** Empty for a key of no known kind. */
  readonly ruleId: string;
  /** "OpenAI project key", or words for a key of no known kind. */
  readonly title: string;
  readonly mask: string;
  readonly evidence: readonly ExposureEvidence[];
}

/** What the evidence about one key proves, and what to do about it. */
export function judgeExposure(facts: ExposureFacts): Judgement {
  const strongest = strongestProven(facts.evidence);
  const gaps = missing(facts.evidence);
  const failed = facts.evidence.filter(({ outcome }) => outcome === "failed");
  const complete = gaps.length === 0 && failed.length === 0;
  const verdict = strongest ?? (gaps.length === 0 ? "local-only" : "unknown");
  const proof = facts.evidence.filter(({ step, outcome }) => outcome === "yes" && aboutKey(stepOf(step)));
  return {
    verdict,
    complete,
    reasons: unique([
      ...proof.map(({ detail }) => detail),
      ...failed.map(({ detail }) => detail),
      ...(verdict === "local-only" ? ["No object that Git keeps in this repository's history holds the key."] : []),
      ...(gaps.length > 0 && failed.length === 0 ? ["Local Git was not asked."] : []),
    ]),
    nextSteps: NEXT_STEPS[verdict](facts),
  };
}

/** Other steps advise: they tell of the file, or of what would happen next. */
function aboutKey(step: Step | undefined): boolean {
  return step?.needed === true || step?.state !== undefined;
}

function strongestProven(evidence: readonly ExposureEvidence[]): Proven | undefined {
  const proven = evidence.flatMap(
    ({ step, outcome, proves }) => proves ?? (outcome === "yes" ? (stepOf(step)?.state ?? []) : []),
  );
  return PROVEN.findLast((state) => proven.includes(state));
}

/** The steps without which "local only" cannot be said, and that have given no answer. */
function missing(evidence: readonly ExposureEvidence[]): readonly Step[] {
  const answered = (id: StepId): boolean =>
    evidence.some(({ step, outcome }) => step === id && (outcome === "yes" || outcome === "no"));
  return STEPS.filter(({ id, needed }) => needed && !answered(id));
}

const REWRITE = "`git filter-repo --replace-text`";

const NEXT_STEPS: Readonly<Record<Verdict, (facts: ExposureFacts) => readonly string[]>> = {
  "local-only": (facts) => [
    ...(said(facts, "index", "yes") ? ["Take it out of the index: move the key, then stage the file again."] : []),
    ...keepOut(facts, "key"),
    ...unpack(facts),
  ],
  unknown: (facts) => [
    "Make the check complete: see what kept Keystow from looking, and check again.",
    `If in doubt, treat the key as published: ${rotation(facts)}.`,
    ...keepOut(facts, "key"),
    ...unpack(facts),
  ],
  committed: (facts) => [
    rotateFirst(facts),
    `Then clean the history before it is pushed: amend or rebase the commit away, or rewrite with ${REWRITE}, and drop the stashes and reflog entries that keep it.`,
    ...keepOut(facts, "new key"),
    ...unpack(facts),
  ],
  pushed: cleanRemote,
  "public-remote": cleanRemote,
  published: cleanRemote,
};

function cleanRemote(facts: ExposureFacts): readonly string[] {
  return [
    rotateFirst(facts),
    ...doNotWait(facts),
    `Then clean the history with ${REWRITE} and force-push. Clones, forks and cached pages keep the old commits, so this does not replace rotating.`,
    ...keepOut(facts, "new key"),
    ...unpack(facts),
    ...goKeyless(facts),
    ...revokeWithoutLogin(facts),
  ];
}

function rotateFirst(facts: ExposureFacts): string {
  return `Rotate the key first: ${rotation(facts)}. Moving or deleting it does not un-publish it.`;
}

function rotation({ revokeUrl, issuer }: ExposureFacts): string {
  if (!revokeUrl) return "revoke it where it was issued and make a new one";
  return issuer?.rotate?.replace("{page}", () => revokeUrl) ?? `revoke it at ${revokeUrl} and make a new one`;
}

/** What others are known to do about the key, which is no reason to leave it to them. */
function doNotWait({ issuer }: ExposureFacts): readonly string[] {
  const told = "GitHub tells its issuer of keys in public repositories, which need not mean that it stops them.";
  const known = [...(issuer?.toldByGitHub ? [told] : []), ...(issuer?.onLeak ? [issuer.onLeak] : [])];
  return known.length > 0 ? [`Do not wait for others to stop it. ${known.join(" ")}`] : [];
}

function goKeyless({ issuer }: ExposureFacts): readonly string[] {
  return issuer?.keyless
    ? [
        "Or have no key at all: in the editor, “Keystow: Go Keyless (Azure)” shows the code, and how to switch keys off.",
      ]
    : [];
}

/** Last, since nobody can take it back. */
function revokeWithoutLogin({ issuer }: ExposureFacts): readonly string[] {
  return issuer?.revocation
    ? [
        "If nobody can sign in there, revoke the key without login: “Keystow: Revoke Key Without Login” in the editor, `keystow revoke` on the command line. That is final, and its owner is told.",
      ]
    : [];
}

/** What keeps the key out of the next commit. */
function keepOut(facts: ExposureFacts, what: "key" | "new key"): readonly string[] {
  if (!facts.inEnvFile)
    return [what === "key" ? "Move the key to an env file." : "Put the new key in an env file, and only there."];
  if (!said(facts, "ignored", "no")) return [];
  return ["Keep the env file out of Git: add it to .gitignore, and run `git rm --cached` on it if Git tracks it."];
}

/** What keeps the file out of the next package or image. */
function unpack({ evidence }: ExposureFacts): readonly string[] {
  const taking = evidence.flatMap(({ step, outcome, packagers = [] }) =>
    step === "package" && outcome === "yes" ? packagers : [],
  );
  return keepOutOfPackages(taking);
}

/** One cause may have stopped several steps. */
function unique(reasons: readonly string[]): readonly string[] {
  return [...new Set(reasons)];
}

function said(facts: ExposureFacts, step: StepId, outcome: Outcome): boolean {
  return facts.evidence.some((one) => one.step === step && one.outcome === outcome);
}
