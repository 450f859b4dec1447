// The remotes that keys were, or may have been, uploaded to, by the host that is asked about them.
import type { Trace } from "../git/trace";
import type { AskedKey, NoAnswer } from "./question";
import { webRemote, type WebRemote } from "./remoteUrl";

export interface HeldRemote {
  readonly web: WebRemote;
  /** Of the repository that has this remote. */
  readonly trace: Trace;
  /** A branch of it holds the key, or did when that was last noted. */
  readonly holds: boolean;
}

export interface AskedHost {
  readonly host: string;
  /** Host and path, for the person. */
  readonly remotes: ReadonlySet<string>;
  readonly keys: readonly AskedKey[];
}

/** The remotes of one key that are on the web, each once for every repository; those that hold it first. */
export function webRemotes({ traces }: AskedKey, host?: string): readonly HeldRemote[] {
  const byPlace = new Map<string, HeldRemote>();
  for (const [index, trace] of traces.entries())
    for (const { url, holds } of trace.remotes.flatMap((remote) => remote.urls.map((url) => ({ ...remote, url })))) {
      const web = webRemote(url);
      if ("reason" in web || (host !== undefined && web.host !== host)) continue;
      const place = `${index} ${web.origin}/${web.path}`;
      byPlace.set(place, { web, trace, holds: holds || byPlace.get(place)?.holds === true });
    }
  return [...byPlace.values()].sort((a, b) => Number(b.holds) - Number(a.holds));
}

/** Why no remote of a key can be asked about; undefined when one can. */
export function whyNoRemote(key: AskedKey): NoAnswer | undefined {
  if (webRemotes(key).length > 0) return undefined;
  const remotes = key.traces.flatMap((trace) => trace.remotes);
  if (remotes.length === 0) return { outcome: "no", detail: "There is no remote." };
  for (const { name, urls } of remotes)
    for (const web of urls.map(webRemote))
      if ("reason" in web && !web.local)
        return { outcome: "failed", detail: `The remote ${name} cannot be asked: ${web.reason}.` };
  return { outcome: "no", detail: "Its remotes are folders on this machine." };
}

/** The hosts of the keys' remotes. */
export function askedHosts(keys: readonly AskedKey[]): readonly AskedHost[] {
  const hosts = new Map<string, { readonly host: string; readonly remotes: Set<string>; readonly keys: AskedKey[] }>();
  for (const key of keys)
    for (const { web } of webRemotes(key)) {
      const known = hosts.get(web.host) ?? { host: web.host, remotes: new Set(), keys: [] };
      hosts.set(web.host, known);
      known.remotes.add(`${web.host}/${web.path}`);
      if (known.keys.at(-1) !== key) known.keys.push(key);
    }
  return [...hosts.values()];
}
