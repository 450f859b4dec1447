// Where a remote is on the web: what stands in Git's settings, as the address that anybody without sign-in would use.

/** The kinds of hosts that are asked in their own way; any other speaks Git's smart HTTP protocol alone. */
export type HostKind = "github" | "gitlab" | "bitbucket" | "gitea" | "huggingface" | "other";

export interface WebRemote {
  readonly kind: HostKind;
  /** With its port, where it has one. */
  readonly host: string;
  /** `https://host`. */
  readonly origin: string;
  /** Owner and name, and what else the host needs, without a slash at either end and without `.git`. */
  readonly path: string;
  /** `.git` was written after it. */
  readonly dotGit: boolean;
}

/** Why a remote cannot be asked about, in words for the person; `local` is one that is not outside at all. */
export type NoWebRemote = { readonly local: boolean; readonly reason: string };

/** Hosts that have another name for SSH. */
const SSH_HOSTS: Readonly<Record<string, string>> = {
  "ssh.github.com": "github.com",
  "altssh.gitlab.com": "gitlab.com",
  "altssh.bitbucket.org": "bitbucket.org",
  "hf.co": "huggingface.co",
  "ssh.dev.azure.com": "dev.azure.com",
};

/** The web address of a remote: scp-like, `ssh:`, `git:`, `http:` and `https:` ones, without user, password and SSH port. */
export function webRemote(url: string): WebRemote | NoWebRemote {
  if (url === "" || /^(?:[./\\~]|[A-Za-z]:[\\/])/.test(url) || /^file:/i.test(url))
    return { local: true, reason: "it is a folder on this machine" };
  const parsed = parse(url);
  if (!parsed) return { local: false, reason: "its address is of a kind that Keystow does not know" };
  const { secure, port } = parsed;
  const hostname = webName(parsed.hostname);
  if (hostname === undefined) return { local: false, reason: "its host has no name that the web knows" };
  const name = SSH_HOSTS[hostname] ?? hostname;
  if (!/[.:]/.test(name) && name !== "localhost")
    return { local: false, reason: "its host is a name from this machine's SSH settings" };
  if (/^(?:169\.254\.|\[fe[89ab])/.test(name))
    return { local: false, reason: "its address is of this machine's own link" };
  const host = name + port;
  const kind = kindOf(name);
  const path = pathOn(name, parsed.path);
  const names = path.split("/");
  if (names.some((part) => part === "" || part === "." || part === "..") || (kind === "github" && names.length !== 2))
    return { local: false, reason: "its address names no repository" };
  const scheme = secure || kind !== "other" ? "https" : "http";
  return { kind, host, origin: `${scheme}://${host}`, path, dotGit: /\.git\/*$/.test(parsed.path) };
}

/**
 * The addresses for cloning. The known hosts take `.git`, save Azure and Hugging Face; of others it is not known, so that
 * the address is asked as it was written first.
 */
export function cloneUrls(remote: WebRemote): readonly string[] {
  const { kind, host, dotGit } = remote;
  const [plain, git] = [pageUrl(remote), `${pageUrl(remote)}.git`];
  if (kind === "huggingface" || host === "dev.azure.com") return [plain];
  if (kind !== "other") return [git];
  return dotGit ? [git, plain] : [plain, git];
}

/** Whether a host is in a private network (RFC 1918, 4193, 6598, 6762): what it shows is not shown to the world. */
export function isPrivate({ host }: WebRemote): boolean {
  const name = host.replace(/:\d+$/, "");
  return (
    /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.[\d.]+$|^\[f[cd]/.test(name) ||
    /\.(?:local|internal|intranet|lan|corp|home|home\.arpa|ts\.net)$/.test(name)
  );
}

/** The address to show and to open. */
export function pageUrl({ origin, path }: WebRemote): string {
  return `${origin}/${escapePath(path)}`;
}

/** The page of a commit. */
export function commitPage(remote: WebRemote, id: string): string {
  const folder = remote.kind === "gitlab" ? "-/commit" : remote.kind === "bitbucket" ? "commits" : "commit";
  return `${pageUrl(remote)}/${folder}/${id}`;
}

/** A path as part of an address. */
export function escapePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

interface Parsed {
  readonly secure: boolean;
  readonly hostname: string;
  /** With its colon, empty for the usual one. */
  readonly port: string;
  readonly path: string;
}

function parse(url: string): Parsed | undefined {
  // A user name can hold no `@`: what looks like a host would be a part of a password.
  if (/^[^/]*@[^/]*@/.test(url)) return undefined;
  const scp = /^(?:[^@/:\s]+@)?(\[[0-9a-f:]+\]|[^@/:\s[\]]+):(?!\/\/)(.*)$/is.exec(url);
  if (/^[^/@]*:[^/]*@/.test(url)) return undefined;
  if (scp) return { secure: true, hostname: scp[1] ?? "", port: "", path: scp[2] ?? "" };
  // Only web addresses are taken apart by all the rules of the web; the others would keep capitals in the host.
  const https = url.replace(/^(?:ssh|git|git\+ssh|ssh\+git):/i, "https:");
  if (!/^https?:\/\//i.test(https) || !URL.canParse(https)) return undefined;
  const { protocol, hostname, port, pathname } = new URL(https);
  const web = /^https?:/i.test(url);
  return { secure: protocol === "https:", hostname, port: web && port ? `:${port}` : "", path: decode(pathname) };
}

/** A host as the web writes it, in small letters; undefined when it is none. */
function webName(hostname: string): string | undefined {
  if (!/^(?:\[[\da-f:.]+\]|[^\s:/@?#[\]\\%]+)$/i.test(hostname) || !URL.canParse(`https://${hostname}`))
    return undefined;
  return new URL(`https://${hostname}`).hostname;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function pathOn(host: string, raw: string): string {
  const path = raw
    .replace(/[?#].*$/s, "")
    .replace(/^\/+|\/+$/g, "")
    .replace(/\.git$/, "");
  // git@ssh.dev.azure.com:v3/organisation/project/repository
  const [, organisation, project, repository] = /^v3\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  if (host === "dev.azure.com" && organisation && project && repository)
    return `${organisation}/${project}/_git/${repository}`;
  return path;
}

const KINDS: Readonly<Record<string, HostKind>> = {
  "github.com": "github",
  "gitlab.com": "gitlab",
  "bitbucket.org": "bitbucket",
  "codeberg.org": "gitea",
  "gitea.com": "gitea",
  "huggingface.co": "huggingface",
};

function kindOf(host: string): HostKind {
  return KINDS[host] ?? (/^gitlab\./.test(host) ? "gitlab" : /^(?:gitea|forgejo)\./.test(host) ? "gitea" : "other");
}
