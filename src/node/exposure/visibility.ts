// Whether anybody can read a remote: what a clone without sign-in would ask first, from this process and not by git,
// which would take saved passwords along. Protocol: git-scm.com/docs/gitprotocol-http, "Smart server response".
import type { ExposureEvidence } from "../../core/index";
import type { Outside } from "./outside";
import { type AskedKey, evidence, isRefusal, type Question, unexpected } from "./question";
import { cloneUrls, isPrivate, pageUrl, type WebRemote } from "./remoteUrl";
import { askedHosts, type HeldRemote, webRemotes } from "./remotesOfKeys";

/** One question a host, for all of its repositories. */
export function visibilityQuestions(keys: readonly AskedKey[]): readonly Question[] {
  return askedHosts(keys).map(({ host, remotes, keys: asked }) => ({
    step: "visibility",
    receiver: host,
    sends: `the address ${[...remotes].join(", ")}, without sign-in`,
    keys: asked,
    ask: async (open, outside) => {
      const seen = new Map<string, Promise<Visibility>>();
      const look = (remote: WebRemote): Promise<Visibility> => {
        const url = pageUrl(remote);
        const known = seen.get(url) ?? lookAt(remote, outside);
        seen.set(url, known);
        return known;
      };
      const answers = new Map<AskedKey, ExposureEvidence>();
      for (const key of open) answers.set(key, await answerFor(key, host, look));
      return answers;
    },
  }));
}

type Visibility = { readonly kind: "public" | "closed" } | { readonly kind: "failed"; readonly reason: string };

async function answerFor(
  key: AskedKey,
  host: string,
  look: (remote: WebRemote) => Promise<Visibility>,
): Promise<ExposureEvidence> {
  const asked = { step: "visibility", receiver: host } as const;
  const seen: (HeldRemote & { readonly visibility: Visibility })[] = [];
  for (const remote of webRemotes(key, host)) seen.push({ ...remote, visibility: await look(remote.web) });
  const open = seen.filter(({ visibility }) => visibility.kind === "public");
  const [held] = open.filter(({ holds }) => holds);
  if (held)
    return evidence(asked, "yes", `Anybody ${whoReaches(held.web)}can read ${nameOf(held.web)}.`, {
      link: pageUrl(held.web),
      ...(isPrivate(held.web) && { proves: "pushed" }),
    });
  for (const { visibility } of seen)
    if (visibility.kind === "failed") return evidence(asked, "failed", visibility.reason);
  const [other] = open;
  if (other)
    return evidence(asked, "no", `Anybody can read ${nameOf(other.web)}, and nothing here shows that it has the key.`, {
      link: pageUrl(other.web),
    });
  const names = seen.map(({ web }) => nameOf(web)).join(", ");
  return evidence(asked, "no", `Without sign-in ${names} is not to be read: it is private, or not there.`);
}

/**
 * The start of an advertisement: the service, and then a version or the first ref. A page that says "sign in" has no such
 * lines, and a server that refuses says ERR in place of the second (git-scm.com/docs/pack-protocol, "ERR").
 */
const ADVERTISED = /^(?:[0-9a-f]{4}# service=git-upload-pack\n0000)?[0-9a-f]{4}(?:version [12]\b|[0-9a-f]{40})/;

async function lookAt(remote: WebRemote, outside: Outside): Promise<Visibility> {
  const looks: Visibility[] = [];
  for (const url of cloneUrls(remote)) {
    const look = await lookAtUrl(url, remote, outside);
    if (look.kind === "public") return look;
    looks.push(look);
  }
  return looks.find(({ kind }) => kind === "failed") ?? { kind: "closed" };
}

async function lookAtUrl(url: string, remote: WebRemote, outside: Outside): Promise<Visibility> {
  const reply = await outside.ask({
    method: "GET",
    url: `${url}/info/refs?service=git-upload-pack`,
    headers: { "Git-Protocol": "version=2" },
    enough: 4096,
  });
  if (reply.kind === "failed") return reply;
  const { status, headers, body } = reply;
  const type = headers["content-type"] ?? "";
  if (
    status === 200 &&
    /^application\/x-git-upload-pack-advertisement\b/.test(type) &&
    ADVERTISED.test(body.toString("latin1"))
  )
    return { kind: "public" };
  return isRefusal(reply) ? { kind: "closed" } : { kind: "failed", reason: unexpected(remote.host, reply) };
}

function nameOf({ host, path }: WebRemote): string {
  return `${host}/${path}`;
}

function whoReaches(remote: WebRemote): string {
  return isPrivate(remote) ? `in the network of ${remote.host} ` : "";
}
