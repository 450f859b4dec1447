// Whether the very commit or file version is given to anybody: forks and caches keep what a branch no longer shows
// (docs.github.com, "Commit exists on GitHub but not in my local clone"). A commit is asked for as the host's own pages
// and interfaces give it, a file version as any clone would fetch it (git-scm.com/docs/protocol-v2, "fetch").
import type { ExposureEvidence } from "../../core/index";
import type { Trace } from "../git/trace";
import { hostOf, type OutsideRequest, type Reply } from "./outside";
import { type AskedKey, evidence, fields, isRefusal, jsonOf, type Question, unexpected } from "./question";
import { cloneUrls, commitPage, escapePath, type HostKind, isPrivate, pageUrl, type WebRemote } from "./remoteUrl";
import { askedHosts, webRemotes } from "./remotesOfKeys";

/** Commits, and file versions, of one key that are asked for at each remote; the first that is served ends the search. */
const MAX_ASKED = 10;

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
      const replies = new Map<string, Promise<Reply>>();
      // Keys share commits, and hosts take few requests.
      const once = ({ request }: Probe): Promise<Reply> => {
        const name = `${request.method} ${request.url} ${String(request.body)}`;
        const known = replies.get(name) ?? outside.ask(request);
        replies.set(name, known);
        return known;
      };
      const answers = new Map<AskedKey, ExposureEvidence>();
      for (const key of open) answers.set(key, await answerFor(key, host, once));
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

async function answerFor(
  key: AskedKey,
  host: string,
  ask: (probe: Probe) => Promise<Reply>,
): Promise<ExposureEvidence> {
  const asked = { step: "served", receiver: host } as const;
  const failures: string[] = [];
  for (const { web, trace } of webRemotes(key, host))
    for (const probe of probesOf(trace, web)) {
      const served = readReply(await ask(probe), probe);
      if (served === "yes")
        return evidence(
          asked,
          "yes",
          `${host} gives ${probe.what} to anybody${isPrivate(web) ? " in its network" : ""}, now.`,
          {
            link: probe.link,
            ...(isPrivate(web) && { proves: "pushed" }),
          },
        );
      if (served !== "no") failures.push(served.reason);
    }
  const more = webRemotes(key, host).some(
    ({ trace }) => Math.max(trace.commits.length, trace.blobs.length) > MAX_ASKED,
  );
  if (more)
    failures.push(
      `Only ${MAX_ASKED} of its commits and ${MAX_ASKED} of its file versions were asked for, and none is given.`,
    );
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
  return isRefusal(reply) || reply.status === NO_SUCH_COMMIT ? "no" : read(reply);
}

function probesOf({ commits, blobs }: Trace, remote: WebRemote): readonly Probe[] {
  return [
    ...commits.slice(0, MAX_ASKED).flatMap(({ id, path }) => {
      const probe = COMMIT_PROBES[remote.kind]?.(remote, id, path);
      return probe ? { ...probe, what: `commit ${id.slice(0, 12)}`, link: commitPage(remote, id) } : [];
    }),
    ...blobs.slice(0, MAX_ASKED).flatMap((id) =>
      cloneUrls(remote).map((url) => ({
        what: `file version ${id.slice(0, 12)}`,
        link: pageUrl(remote),
        request: fetchRequest(url, id),
        read: (reply: Answer) => readFetch(reply, remote),
      })),
    ),
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

/** What GitHub says of a commit that it does not have. */
const NO_SUCH_COMMIT = 422;

/** A fetch of one object by protocol version 2, in which servers give whatever they have. */
function fetchRequest(repository: string, id: string): OutsideRequest {
  const lines = ["command=fetch\n", ...(id.length === 64 ? ["object-format=sha256"] : [])];
  const body = `${lines.map(packet).join("")}0001${packet("no-progress")}${packet(`want ${id}\n`)}${packet("done\n")}0000`;
  return {
    method: "POST",
    url: `${repository}/git-upload-pack`,
    headers: {
      "Content-Type": "application/x-git-upload-pack-request",
      Accept: "application/x-git-upload-pack-result",
      "Git-Protocol": "version=2",
    },
    body,
    enough: 4096,
  };
}

/** git-scm.com/docs/protocol-common, "pkt-line": the length in four hex digits, these four included. */
function packet(text: string): string {
  return (text.length + 4).toString(16).padStart(4, "0") + text;
}

function readFetch(reply: Answer, { host }: WebRemote): Served {
  const { status, headers, body } = reply;
  const type = headers["content-type"] ?? "";
  if (status === 200 && /^application\/x-git-upload-pack-result\b/.test(type)) {
    const [first = "", ...rest] = packets(body.toString("latin1"));
    // Channel 1 carries the pack, 2 progress, 3 why it breaks off (git-scm.com/docs/protocol-v2, "packfile section").
    const [given] = rest.filter((packet) => packet.length > 1 && !packet.startsWith("\u0002"));
    if (first === "packfile\n" && given?.startsWith("\u0001PACK")) return "yes";
    if (/^ERR .*\bnot our ref\b/.test(first)) return "no";
  }
  return { reason: unexpected(host, reply) };
}

/** The whole packets and the start of the last one. */
function packets(text: string): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = Number.parseInt(text.slice(at, at + 4), 16);
    if (!(length >= 4)) break;
    found.push(text.slice(at + 4, at + length));
    at += length;
  }
  return found;
}
