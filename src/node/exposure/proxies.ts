// Proxies of the command line, as curl and npm take them from the environment: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and
// NO_PROXY, in either case. In VS Code its own settings hold, which replace Node's requests.
import type { Agent } from "node:http";
import { HttpProxyAgent } from "http-proxy-agent";
import { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";

/** What takes a request to its proxy; undefined where it goes straight. */
export function proxyFor(url: URL): Agent | undefined {
  const proxy = getProxyForUrl(url.href);
  if (proxy === "") return undefined;
  return url.protocol === "https:" ? new HttpsProxyAgent(proxy) : new HttpProxyAgent(proxy);
}
