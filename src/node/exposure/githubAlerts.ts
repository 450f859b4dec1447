// What GitHub's secret scanning has told the owner of a repository (docs.github.com/rest/secret-scanning). The alerts are
// asked for without their secrets, and known by the file versions in which they were found.
import type { ExposureEvidence } from "../../core/index";
import type { Outside, Reply } from "./outside";
import { type Answers, type AskedKey, evidence, fields, jsonOf, type Question, unexpected } from "./question";
import { escapePath } from "./remoteUrl";
import { webRemotes } from "./remotesOfKeys";

const HOST = "api.github.com";
const ASKED = { step: "github", receiver: HOST } as const;
const PER_PAGE = 100;
const MAX_PAGES = 5;
/** Alerts whose places are asked for, one request each. */
const MAX_ALERTS = 50;

/** Gives the person's sign-in to GitHub, or undefined when there is none. */
export type SignIn = () => Promise<string | undefined>;

export function githubQuestions(keys: readonly AskedKey[], signIn: SignIn | undefined): readonly Question[] {
  const asked = keys.filter((key) => repositoriesOf(key).length > 0);
  if (asked.length === 0) return [];
  const names = [...new Set(asked.flatMap(repositoriesOf))].map((path) => `github.com/${path}`);
  const ask = async (open: readonly AskedKey[], outside: Outside): Promise<Answers> => {
    const token = await signIn?.();
    if (token === undefined) return everyOne(open, "You are not signed in to GitHub: `GITHUB_TOKEN` holds no token.");
    const found = new Map<string, readonly Alert[] | string>();
    for (const path of new Set(open.flatMap(repositoriesOf))) found.set(path, await alertsOf(path, { token, outside }));
    return new Map(open.map((key) => [key, answerFor(key, found)]));
  };
  return [{ ...ASKED, sends: `the address ${names.join(", ")}, with your sign-in`, keys: asked, ask }];
}

function repositoriesOf(key: AskedKey): readonly string[] {
  return webRemotes(key, "github.com").map(({ web }) => web.path);
}

function everyOne(keys: readonly AskedKey[], detail: string): Answers {
  return new Map(keys.map((key) => [key, evidence(ASKED, "failed", detail)]));
}

interface Alert {
  readonly number: number;
  readonly state: string;
  readonly validity: string;
  readonly leaked: boolean;
  readonly link: string;
  /** Ids of the file versions and commits in which it was found. */
  readonly objects: ReadonlySet<string>;
}

interface Session {
  readonly token: string;
  readonly outside: Outside;
}

/** The alerts of one repository, or why they are not known. */
async function alertsOf(path: string, session: Session): Promise<readonly Alert[] | string> {
  const base = `https://${HOST}/repos/${escapePath(path)}/secret-scanning/alerts`;
  const alerts: Alert[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const reply = await get(`${base}?hide_secret=true&per_page=${PER_PAGE}&page=${page}`, session);
    const listed = reply.kind === "answer" && reply.status === 200 ? jsonOf(reply) : undefined;
    if (!Array.isArray(listed)) return whyNot(path, reply);
    for (const one of listed.map(fields)) {
      const number = one?.["number"];
      if (alerts.length >= MAX_ALERTS) return `${path} has more alerts than Keystow asks for (${MAX_ALERTS}).`;
      if (typeof number !== "number") return whyNot(path, reply);
      const places = await get(`${base}/${number}/locations?per_page=${PER_PAGE}`, session);
      const located = places.kind === "answer" && places.status === 200 ? jsonOf(places) : undefined;
      if (!Array.isArray(located)) return whyNot(path, places);
      alerts.push({
        number,
        state: String(one?.["state"]),
        validity: String(one?.["validity"]),
        leaked: one?.["publicly_leaked"] === true,
        link: `https://github.com/${escapePath(path)}/security/secret-scanning/${number}`,
        objects: new Set(located.flatMap(objectsOf)),
      });
    }
    if (listed.length < PER_PAGE) return alerts;
  }
  return alerts;
}

function get(url: string, { token, outside }: Session): Promise<Reply> {
  const headers = {
    Accept: "application/vnd.github+json",
    "X-GitHub-Api-Version": "2022-11-28",
    Authorization: `Bearer ${token}`,
  };
  return outside.ask({ method: "GET", url, headers, confidential: true });
}

function objectsOf(location: unknown): readonly string[] {
  const details = fields(fields(location)?.["details"]);
  return [details?.["blob_sha"], details?.["commit_sha"]].filter((id) => typeof id === "string");
}

function whyNot(path: string, reply: Reply): string {
  if (reply.kind === "answer" && [401, 403, 404].includes(reply.status))
    return `GitHub shows the alerts of ${path} only to its administrators, and only where secret scanning is on (${reply.status}).`;
  return unexpected(HOST, reply);
}

function answerFor(key: AskedKey, found: ReadonlyMap<string, readonly Alert[] | string>): ExposureEvidence {
  const objects = new Set(key.traces.flatMap(({ blobs, commits }) => [...blobs, ...commits.map(({ id }) => id)]));
  const asked = repositoriesOf(key).map((path) => found.get(path) ?? []);
  const alerts = asked
    .flatMap((one) => (typeof one === "string" ? [] : one))
    .filter((alert) => [...alert.objects].some((id) => objects.has(id)));
  const leaked = alerts.find((alert) => alert.leaked);
  const link = { link: (leaked ?? alerts[0])?.link ?? "" };
  if (leaked) return evidence(ASKED, "yes", `GitHub has found it in public (alert ${leaked.number}).`, link);
  const failure = asked.find((one) => typeof one === "string");
  if (failure !== undefined) return evidence(ASKED, "failed", failure);
  const [alert] = alerts;
  if (!alert) return evidence(ASKED, "no", "GitHub lists no alert for a file version that holds it.");
  const state = alert.validity === "active" ? `${alert.state}, and works` : alert.state;
  return evidence(ASKED, "no", `GitHub lists it as alert ${alert.number} (${state}), not as found in public.`, {
    ...link,
    proves: "pushed",
  });
}
