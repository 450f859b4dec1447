// What the publication check asks, as data: the answers, the documentation and the judgement all come from these rows.

/** From "no sign of it elsewhere" to "anybody has it"; each holds what the ones before it hold. */
export const PROVEN = ["committed", "pushed", "public-remote", "published"] as const;
export type Proven = (typeof PROVEN)[number];

/** What can be asked of others, once a person allows it. */
export const ASKABLE = ["visibility", "served", "archive", "hmsl", "github", "liveness"] as const;
export type Askable = (typeof ASKABLE)[number];

export type LocalStepId = "ignored" | "index" | "head" | "history" | "refs" | "remotes";
export type StepId = LocalStepId | Askable;

export interface Step {
  readonly id: LocalStepId;
  readonly question: string;
  /** Who is asked. */
  readonly asks: string;
  /** What leaves the machine. */
  readonly sends: string;
  readonly proves: string;
  readonly provesNot: string;
  /** What a yes proves of the key. */
  readonly state?: Proven;
  /** A step about the file only advises: a verdict can be complete without it. */
  readonly about: "key" | "file";
}

const GIT = { asks: "Git on this machine", sends: "nothing" } as const;

/** In the order in which answers are shown. */
export const STEPS: readonly Step[] = [
  {
    ...GIT,
    id: "ignored",
    question: "Does Git ignore the file?",
    proves: "No commit takes the file along unless somebody forces it.",
    provesNot: "That the key was never committed, here or in another file.",
    about: "file",
  },
  {
    ...GIT,
    id: "index",
    question: "Is the key staged?",
    proves: "The next commit takes it along.",
    provesNot: "That it was committed.",
    about: "key",
  },
  {
    ...GIT,
    id: "head",
    question: "Is the key in the current commit?",
    proves: "It was committed, and every clone of this commit has it.",
    provesNot: "That the commit was pushed.",
    state: "committed",
    about: "key",
  },
  {
    ...GIT,
    id: "history",
    question: "Does any object that Git keeps hold the key?",
    proves:
      "It was committed or stashed once, whether or not a branch still shows it: objects outlive amending and deleting.",
    provesNot: "That the commit was pushed. A commit date is no proof of when others could read it.",
    state: "committed",
    about: "key",
  },
  {
    ...GIT,
    id: "refs",
    question: "Which branches and tags hold the key?",
    proves: "Pushing one of them uploads it.",
    provesNot: "That one of them was pushed.",
    state: "committed",
    about: "key",
  },
  {
    ...GIT,
    id: "remotes",
    question: "Was the key on a branch of a remote, as far as this repository has noted?",
    proves: "It was uploaded, also when a force-push has since taken it off the branch.",
    provesNot:
      "That others can read the remote. A no does not cover pushes of tags, to a bare URL, from other clones, or older than the reflog.",
    state: "pushed",
    about: "key",
  },
];
