// Whether the very commit or file version is given to anybody: forks and caches keep what a branch no longer shows
// (docs.github.com, "Commit exists on GitHub but not in my local clone"). A commit is asked for as the host's own pages
// and interfaces give it, a file version as any clone would fetch it (git-scm.com/docs/protocol-v2, "fetch").
import type { ExposureEvidence } from "../../core/index";
import type { Trace } from "../git/trace";
import { hostOf, type Outside, type OutsideRequest, type Reply } from "./outside";
import { type AskedKey, evidence, fields, jsonOf, type Question, unexpected } from "./question";
import { cloneUrl, commitPage, escapePath, type HostKind, pageUrl, type WebRemote } from "./remoteUrl";
import { askedHosts, webRemotes } from "./remotesOfKeys";

/** Commits and file versions of one key that are asked for; the first that is served ends the search. */
const MAX_ASKED = 3;

export function servedQuestions(keys: readonly AskedKey[]): readonly Question[] {
  return askedHosts(
    keys.filter(({ traces }) => traces.some(({ commits, blobs }) => commits.length + blobs.length > 0)),
  ).map(({ host, remotes, keys: asked }) => ({
    step: "served",
    receiver: host,
    sends:
      `${[...remotes].join(", ")}, ids of commits and file versions and the file's path, without sign-in` +
      otherHosts(asked, host),
    keys: asked,
    ask: async (open, outside) => {
      const answers = new Map<AskedKey, ExposureEvidence>();
      for (const key of open) answers.set(key, await answerFor(key, host, outside));
      return answers;
    },
  }));
}

/** Some hosts give files and commits under other names of theirs. */
function otherHosts(keys: readonly AskedKey[], host: string): string {
  const probes = keys.flatMap((key) => webRemotes(key, host).flatMap(({ web, trace }) => probesOf(trace, web)));
  const others = new Set(probes.map(({ request }) => hostOf(request.url)).filter((one) => one !== host));
  return others.size > 0 ? `, also to ${[...others].join(", ")}` : "";
}

type Served = "yes" | "no" | { readonly reason: string };

async function answerFor(key: AskedKey, host: string, outside: Outside): Promise<ExposureEvidence> {
  const asked = { step: "served", receiver: host } as const;
  const failures: string[] = [];
  for (const { web, trace } of webRemotes(key, host))
    for (const probe of probesOf(trace, web)) {
      const served = readReply(await outside.ask(probe.request), probe);
      if (served === "yes")
        return evidence(asked, "yes", `${host} gives ${probe.what} to anybody, now.`, { link: probe.link });
      if (served !== "no") failures.push(served.reason);
    }
  const [reason] = failures;
  return reason === undefined
    ? evidence(asked, "no", `${host} gives neither the commit nor the file version to people who are not signed in.`)
    : evidence(asked, "failed", reason);
}

interface Probe {
  readonly what: string;
  readonly link: string;
  readonly request: OutsideRequest;
  /** What an answer says that is no refusal. */
  readonly read: (reply: Answer) => Served;
}

type Answer = Extract<Reply, { kind: "answer" }>;

function readReply(reply: Reply, { read }: Probe): Served {
  if (reply.kind === "failed") return reply;
  return isRefused(reply) ? "no" : read(reply);
}

function probesOf({ commits, blobs }: Trace, remote: WebRemote): readonly Probe[] {
  return [
    ...commits.slice(0, MAX_ASKED).flatMap(({ id, path }) => {
      const probe = COMMIT_PROBES[remote.kind]?.(remote, id, path);
      return probe ? { ...probe, what: `commit ${id.slice(0, 12)}`, link: commitPage(remote, id) } : [];
    }),
    ...blobs.slice(0, MAX_ASKED).map((id) => ({
      what: `file version ${id.slice(0, 12)}`,
      link: pageUrl(remote),
      request: fetchRequest(remote, id),
      read: (reply: Answer) => readFetch(reply, remote),
    })),
  ];
}

type CommitProbe = (remote: WebRemote, id: string, path: string) => Pick<Probe, "request" | "read">;

/** How each kind of host is asked for one commit; a path is sent where only a file of the commit can be asked for. */
const COMMIT_PROBES: Readonly<Partial<Record<HostKind, CommitProbe>>> = {
  github: ({ path: repository }, id, path) =>
    path === ""
      ? commitOf("sha", id, `https://api.github.com/repos/${escapePath(repository)}/commits/${id}`)
      : fileOf(`https://raw.githubusercontent.com/${escapePath(repository)}/${id}/${escapePath(path)}`),
  gitlab: ({ origin, path }, id) =>
    commitOf("id", id, `${origin}/api/v4/projects/${encodeURIComponent(path)}/repository/commits/${id}`),
  bitbucket: ({ path }, id) =>
    commitOf("hash", id, `https://api.bitbucket.org/2.0/repositories/${escapePath(path)}/commit/${id}`),
  gitea: ({ origin, path }, id) => commitOf("sha", id, `${origin}/api/v1/repos/${escapePath(path)}/git/commits/${id}`),
  huggingface: (remote, id, path) =>
    fileOf(`${pageUrl(remote)}/resolve/${id}/${escapePath(path === "" ? ".gitattributes" : path)}`, id),
};

/** An interface that gives a commit as JSON, with its id in a field. */
function commitOf(field: string, id: string, url: string): Pick<Probe, "request" | "read"> {
  return {
    request: { method: "GET", url, headers: { Accept: "application/json" } },
    read: (reply) => {
      const given = reply.status === 200 && fields(jsonOf(reply))?.[field] === id;
      return given ? "yes" : { reason: unexpected(hostOf(url), reply) };
    },
  };
}

/** Types of files; a page that says "sign in" or "blocked" is none. */
const FILE = /^(?:text\/plain|application\/octet-stream|image\/|audio\/|video\/)/;

/** A host that gives a file of a commit. Hugging Face names the commit, and leads on to where large files are kept. */
function fileOf(url: string, id?: string): Pick<Probe, "request" | "read"> {
  return {
    request: { method: "HEAD", url },
    read: (reply) => {
      const { status, headers } = reply;
      const served =
        id === undefined
          ? status === 200 && FILE.test(headers["content-type"] ?? "")
          : (status === 200 || status === 302) && headers["x-repo-commit"] === id;
      return served ? "yes" : { reason: unexpected(hostOf(url), reply) };
    },
  };
}

/** What private repositories say, and those that have no such commit (422: GitHub). */
function isRefused({ status }: Answer): boolean {
  return [401, 403, 404, 410, 422].includes(status);
}

/** A fetch of one object by protocol version 2, in which servers give whatever they have. */
function fetchRequest(remote: WebRemote, id: string): OutsideRequest {
  const lines = ["command=fetch\n", ...(id.length === 64 ? ["object-format=sha256"] : [])];
  const body = `${lines.map(packet).join("")}0001${packet(`want ${id}\n`)}${packet("done\n")}0000`;
  return {
    method: "POST",
    url: `${cloneUrl(remote)}/git-upload-pack`,
    headers: {
      "Content-Type": "application/x-git-upload-pack-request",
      Accept: "application/x-git-upload-pack-result",
      "Git-Protocol": "version=2",
    },
    body,
    enough: 64,
  };
}

/** git-scm.com/docs/protocol-common, "pkt-line": the length in four hex digits, these four included. */
function packet(text: string): string {
  return (text.length + 4).toString(16).padStart(4, "0") + text;
}

function readFetch(reply: Answer, { host }: WebRemote): Served {
  const { status, headers, body } = reply;
  const text = body.toString("latin1");
  if (status === 200 && headers["content-type"] === "application/x-git-upload-pack-result") {
    if (/^[0-9a-f]{4}packfile\n/.test(text)) return "yes";
    if (/^[0-9a-f]{4}ERR .*\bnot our ref\b/.test(text)) return "no";
  }
  return { reason: unexpected(host, reply) };
}
