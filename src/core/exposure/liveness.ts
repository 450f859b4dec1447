// Whether a key still works: what may be asked of its issuer, the request, and what the answer means. A key is sent to
// nobody but the service that has provably issued it, so what is not certain is not asked.
import type { Finding } from "../model";
import { ruleOf } from "../rules/index";
import { ISSUERS, type KeyPlace, type Liveness, type LivenessState, NO_LIVENESS } from "../rules/issuers";
import type { Rule } from "../rules/rule";
import { literally } from "../rules/shape";
import { startsWithOne } from "./issuer";

/** What may be asked about a key, and of which host; or why nothing may. */
export type LivenessQuestion =
  | { readonly kind: "ask"; readonly liveness: Liveness; readonly host: string }
  | { readonly kind: "none"; readonly reason: string };

/** Must be sent as it is: a redirection would take the key to somebody else. */
export interface LivenessRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * The one request that may be made about the key that a finding points at in a text. Its issuer is proven when the
 * finding is sure by itself, or when the text names a host of the service; a shape that several services share proves
 * nothing, and neither does an own pattern.
 */
export function livenessOf(finding: Finding, text: string): LivenessQuestion {
  const rule = ruleOf(finding.ruleId);
  if (!rule) return none("Nothing says which service has issued it.");
  if (rule.owners) return none("Several services issue keys of this shape, and a wrong one must not get it.");
  const issuer = ISSUERS[rule.provider];
  const reason = issuer?.liveness ? issuer.notLive?.[rule.id] : NO_LIVENESS[rule.provider];
  const liveness = issuer?.liveness?.find(({ rules }) => rules?.includes(rule.id) ?? true);
  if (reason !== undefined || !liveness) return none(reason ?? NO_REQUEST);
  if (!startsWithOne(finding.mask, liveness.heads)) return none(NO_REQUEST);
  if (liveness.hosts) return atHostOf(text, liveness, liveness.hosts);
  const { hostname } = new URL(liveness.url);
  if (finding.confidence !== "high" && !namesOne(text, [...hostsOf(rule), hostname]))
    return none(`Nothing in the text proves that ${rule.vendor} has issued it.`);
  return { kind: "ask", liveness, host: hostname };
}

/**
 * The request for a key. Undefined for a host that is none of the issuer's, and for a key with characters that no
 * header carries.
 */
export function livenessRequest(liveness: Liveness, key: string, host?: string): LivenessRequest | undefined {
  const { url, hosts, headers, body } = liveness;
  if (!/^[\x20-\x7e]+$/.test(key)) return undefined;
  if (hosts && !(host !== undefined && hosts.some((end) => isHost(host, end)))) return undefined;
  const carrying = carry(liveness.key, key);
  const content = carrying.body ?? body;
  return {
    method: liveness.method ?? "GET",
    url: url.replace("{host}", () => host ?? ""),
    headers: { ...headers, ...carrying.headers },
    ...(content !== undefined && { body: content }),
  };
}

/** What an issuer's answer says of the key. Whatever is not known to mean more is "unknown". */
export function readLiveness({ live, dead, says }: Liveness, status: number, body: string): LivenessState {
  const answer = withoutBlanks(body);
  // A page for people comes from a proxy or a login, not from an interface.
  if (answer.startsWith("<")) return "unknown";
  const said = says?.find((one) => one.status === status && answer.includes(withoutBlanks(one.text)));
  if (said) return said.means;
  // What stands between here and the issuer may answer, too; it does not speak JSON, nor say 204, 401 or 429.
  if (live.includes(status)) return status === 204 || status === 429 || isJson(body) ? "live" : "unknown";
  return dead.includes(status) && (status === 401 || isJson(body)) ? "dead" : "unknown";
}

function isJson(body: string): boolean {
  try {
    return typeof JSON.parse(body) === "object";
  } catch {
    return false;
  }
}

const NO_REQUEST = "No request is known for keys of this kind.";

function none(reason: string): LivenessQuestion {
  return { kind: "none", reason };
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, "");
}

function carry(place: KeyPlace, key: string): Pick<LivenessRequest, "headers" | "body"> {
  if ("header" in place) return { headers: { [place.header]: `${place.before ?? ""}${key}` } };
  if ("basic" in place) return { headers: { Authorization: `Basic ${btoa(place.basic.replace("{key}", () => key))}` } };
  return {
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: place.form.replace("{key}", () => encodeURIComponent(key)),
  };
}

/** With the one host that the text names. */
function atHostOf(text: string, liveness: Liveness, hosts: readonly string[]): LivenessQuestion {
  const [host, ...others] = hostsIn(text, hosts);
  if (host === undefined) return none("The text does not name the host that it is for.");
  if (others.length > 0) return none("The text names several hosts that it could be for.");
  return host === UNCLEAR
    ? none("The text does not name the host that it is for in full.")
    : { kind: "ask", liveness, host };
}

/** A rule's context also holds names that are no hosts. */
function hostsOf({ context }: Rule): readonly string[] {
  return (context?.hosts ?? []).filter((host) => host.includes("."));
}

function namesOne(text: string, hosts: readonly string[]): boolean {
  return hostsIn(text, hosts).length > 0;
}

/** A host of which a part is put in elsewhere: `${NAME}.openai.azure.com`. */
const UNCLEAR = "";
const LONGEST_HOST = 253;
const HOST_CHARACTER = /[\w.-]/;
/** What may stand before a host that begins there. */
const BEFORE_HOST = /[\s"'`/@=(,;:<>[\]|]/;
const LABEL = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i;

/** The first two different hosts in a text that are one of these or, where it starts with a dot, end with it. */
function hostsIn(text: string, hosts: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const end of hosts)
    for (const { 0: written, index } of text.matchAll(new RegExp(`${literally(end)}(?![\\w-]|\\.\\w)`, "gi"))) {
      const start = hostStart(text, index);
      // The end of another host's name.
      if (!end.startsWith(".") && start < index) continue;
      const host = (text.slice(start, index) + written).toLowerCase();
      const whole = (start === 0 || BEFORE_HOST.test(text.charAt(start - 1))) && isHost(host, end);
      found.add(whole ? host : UNCLEAR);
      if (found.size > 1) return [...found];
    }
  return [...found];
}

function hostStart(text: string, index: number): number {
  let start = index;
  while (start > 0 && index - start < LONGEST_HOST && HOST_CHARACTER.test(text.charAt(start - 1))) start--;
  return start;
}

function isHost(host: string, end: string): boolean {
  if (!end.startsWith(".")) return host === end;
  return host.endsWith(end) && host.length <= LONGEST_HOST && host.split(".").every((label) => LABEL.test(label));
}
