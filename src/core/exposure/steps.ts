// What the publication check asks, as data: the answers, the documentation, the consent and the judgement all come from
// these rows. What a new step needs, beside its row, is who gathers it: `src/node/git` for local ones, `src/node/exposure`
// for those that ask others.

/** From "no sign of it elsewhere" to "anybody has it"; each holds what the ones before it hold. */
export const PROVEN = ["committed", "pushed", "public-remote", "published"] as const;
export type Proven = (typeof PROVEN)[number];

/** What can be asked of others, once a person allows it, in the order in which it is asked. */
export const ASKABLE = ["visibility", "served", "archive", "hmsl", "github", "liveness"] as const;
export type Askable = (typeof ASKABLE)[number];

export type LocalStepId = "ignored" | "package" | "index" | "head" | "history" | "refs" | "remotes" | "push";
export type StepId = LocalStepId | Askable;

export interface Step {
  readonly id: StepId;
  readonly question: string;
  /** Who is asked. */
  readonly asks: string;
  /** What leaves the machine. */
  readonly sends: string;
  readonly proves: string;
  readonly provesNot: string;
  /** What a yes proves of the key. */
  readonly state?: Proven;
  /** "Local only" cannot be said without its answer. */
  readonly needed: boolean;
}

const GIT = { asks: "Git on this machine", sends: "nothing" } as const;
const OUTSIDE = { needed: false } as const;

/** In the order in which answers are shown. */
export const STEPS: readonly Step[] = [
  {
    ...GIT,
    id: "ignored",
    question: "Does Git ignore the file?",
    proves: "No commit takes the file along unless somebody forces it.",
    provesNot: "That the key was never committed, here or in another file.",
    needed: false,
  },
  {
    asks: "The manifests and ignore lists of npm, vsce, Docker, Python and Cargo",
    sends: "nothing",
    id: "package",
    question: "Would a package or image made here take the file along?",
    proves: "Publishing it gives the key to whoever installs it.",
    provesNot: "That it was published. A no covers the kinds of packages that are declared here, and no build scripts.",
    needed: false,
  },
  {
    ...GIT,
    id: "index",
    question: "Is the key staged?",
    proves: "The next commit takes it along.",
    provesNot: "That it was committed.",
    needed: true,
  },
  {
    ...GIT,
    id: "head",
    question: "Is the key in the current commit?",
    proves: "It was committed, and every clone of this commit has it.",
    provesNot: "That the commit was pushed.",
    state: "committed",
    needed: true,
  },
  {
    ...GIT,
    id: "history",
    question: "Does any object that Git keeps hold the key?",
    proves:
      "It was committed or stashed once, whether or not a branch still shows it: objects outlive amending and deleting.",
    provesNot: "That the commit was pushed. A commit date is no proof of when others could read it.",
    state: "committed",
    needed: true,
  },
  {
    ...GIT,
    id: "refs",
    question: "Which branches and tags hold the key?",
    proves: "Pushing one of them uploads it.",
    provesNot: "That one of them was pushed.",
    state: "committed",
    needed: true,
  },
  {
    ...GIT,
    id: "remotes",
    question: "Was the key on a branch of a remote, as far as this repository has noted?",
    proves: "It was uploaded, also when a force-push has since taken it off the branch.",
    provesNot:
      "That others can read the remote. A no does not cover pushes of tags, to a bare URL, from other clones, or older than the reflog.",
    state: "pushed",
    needed: true,
  },
  {
    ...GIT,
    id: "push",
    question: "Would the next push upload the key?",
    proves: "It is in commits, messages or tags that no remote has yet, as far as this repository has noted.",
    provesNot: "That it is uploaded already, or that a hook would let it through.",
    needed: false,
  },
  {
    ...OUTSIDE,
    id: "visibility",
    question: "Can anybody read the remote that has the key?",
    asks: "The host of each remote (GitHub, GitLab, Bitbucket, Gitea, Hugging Face and any other Git server)",
    sends: "The address of the repository, without sign-in",
    proves: "Whoever knows the address can clone the branch that holds the key.",
    provesNot: "A no: that it was never public. Hosts say the same of what is private and of what is not there.",
    state: "public-remote",
  },
  {
    ...OUTSIDE,
    id: "served",
    question: "Is this very commit or file version given to anybody?",
    asks: "The host of each remote; GitHub also as raw.githubusercontent.com and api.github.com, Bitbucket as api.bitbucket.org",
    sends:
      "The address of the repository with the ids of one commit and one file version, and the file's path, without sign-in",
    proves: "Anybody can read the key now, also where no branch shows the commit any more.",
    provesNot: "A no: that it was never public, or that no fork has it.",
    state: "published",
  },
  {
    ...OUTSIDE,
    id: "archive",
    question: "Does the public archive of source code hold it?",
    asks: "Software Heritage",
    sends: "The ids of the commits and file versions that hold the key",
    proves: "It was public once, and stays in an archive that keeps everything.",
    provesNot: "A no: that it was not public. Most repositories are archived late or never.",
    state: "published",
  },
  {
    ...OUTSIDE,
    id: "hmsl",
    question: "Is it among the secrets that GitGuardian has seen in public?",
    asks: "HasMySecretLeaked",
    sends: "The first 5 of 64 digits of a slow hash of the key, which many keys share",
    proves: "GitGuardian has seen it on public GitHub.",
    provesNot: "A no: that it was not public. Other hosts, packages and the last days are not covered.",
    state: "published",
  },
  {
    ...OUTSIDE,
    id: "github",
    question: "What has GitHub's secret scanning told the repository's owner?",
    asks: "GitHub",
    sends: "The address of the repository, with your sign-in",
    proves: "GitHub itself has found the key in public.",
    provesNot: "A no: that it was not public. GitHub tells owners only of kinds that it knows.",
    state: "published",
  },
  {
    ...OUTSIDE,
    id: "liveness",
    question: "Does the key still work?",
    asks: "The service that has issued the key, and nobody else",
    sends: "The key itself, as any use of it does",
    proves: "Whoever has it can use it. Some services say here that a key was reported as leaked.",
    provesNot: "Anything about publication: a dead key can be public, and a live one too.",
  },
];

/** The row of a step. */
export function stepOf(id: StepId): Step | undefined {
  return STEPS.find((step) => step.id === id);
}
