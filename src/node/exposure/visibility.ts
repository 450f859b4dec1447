// Whether anybody can read a remote: what a clone without sign-in would ask first, from this process and not by git,
// which would take saved passwords along. Protocol: git-scm.com/docs/gitprotocol-http, "Smart server response".
import type { ExposureEvidence } from "../../core/index";
import type { Outside } from "./outside";
import { type AskedKey, evidence, type Question, unexpected } from "./question";
import { cloneUrl, pageUrl, type WebRemote } from "./remoteUrl";
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
        const url = cloneUrl(remote);
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

async function lookAt(remote: WebRemote, outside: Outside): Promise<Visibility> {
  const reply = await outside.ask({
    method: "GET",
    url: `${cloneUrl(remote)}/info/refs?service=git-upload-pack`,
    headers: { "Git-Protocol": "version=2" },
    enough: 4096,
  });
  if (reply.kind === "failed") return reply;
  const { status, headers, body } = reply;
  // Without the right type and the first line a page that says "sign in" would pass for a repository.
  const told = /^[0-9a-f]{4}(?:# service=git-upload-pack|version [12]\b)/.test(body.toString("latin1", 0, 64));
  if (status === 200 && headers["content-type"] === "application/x-git-upload-pack-advertisement" && told)
    return { kind: "public" };
  if (status === 401 || status === 403 || status === 404 || status === 410) return { kind: "closed" };
  return { kind: "failed", reason: unexpected(remote.host, reply) };
}

function nameOf({ host, path }: WebRemote): string {
  return `${host}/${path}`;
}

/** An address of a private network (RFC 1918, RFC 4193, RFC 6761) is not open to the world. */
function whoReaches({ host }: WebRemote): string {
  const name = host.replace(/:\d+$/, "");
  const inside =
    /^(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01])|169\.254)\.|^\[(?:::1|f[cd])/.test(name) ||
    /^localhost$|\.(?:local|internal|lan|corp|home|test|localhost)$/.test(name);
  return inside ? `who reaches ${host} ` : "";
}
