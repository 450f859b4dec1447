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
/** Pages of alerts, and of the places of one. */
const MAX_PAGES = 5;
/** Alerts whose places are asked for, those found in public first. */
const MAX_ALERTS = 100;

/** Gives the person's sign-in to GitHub, or undefined when there is none. */
export type SignIn = () => Promise<string | undefined>;

export function githubQuestions(keys: readonly AskedKey[], signIn: SignIn | undefined): readonly Question[] {
  const asked = keys.filter((key) => repositoriesOf(key).length > 0);
  if (asked.length === 0) return [];
  const names = [...new Set(asked.flatMap(repositoriesOf))].map((path) => `github.com/${path}`);
  const ask = async (open: readonly AskedKey[], outside: Outside): Promise<Answers> => {
    const token = (await signIn?.())?.trim();
    if (!token) return new Map(open.map((key) => [key, evidence(ASKED, "failed", NO_SIGN_IN)]));
    const found = new Map<string, Alerts>();
    for (const path of new Set(open.flatMap(repositoriesOf))) found.set(path, await alertsOf(path, { token, outside }));
    const answers = new Map<AskedKey, ExposureEvidence>();
    for (const key of open) answers.set(key, await answerFor(key, found));
    return answers;
  };
  return [{ ...ASKED, sends: `the address ${names.join(", ")}, with your sign-in`, keys: asked, ask }];
}

const NO_SIGN_IN = "There is no sign-in to GitHub. On the command line, GITHUB_TOKEN holds it.";

function repositoriesOf(key: AskedKey): readonly string[] {
  return [...new Set(webRemotes(key, "github.com").map(({ web }) => web.path))];
}

interface Alert {
  readonly number: number;
  readonly state: string;
  readonly validity: string;
  readonly leaked: boolean;
  readonly link: string;
  readonly places: readonly AlertPlace[];
}

/** Where it was found in a file version; lines and columns start at 1. */
interface AlertPlace {
  readonly blob: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly startColumn: number;
  readonly endColumn: number;
}

/** The alerts of one repository, and why others may be missing. */
interface Alerts {
  readonly alerts: readonly Alert[];
  readonly failure?: string;
}

interface Session {
  readonly token: string;
  readonly outside: Outside;
}

async function alertsOf(path: string, session: Session): Promise<Alerts> {
  const base = `https://${HOST}/repos/${escapePath(path)}/secret-scanning/alerts`;
  const listed = await pagesOf(`${base}?hide_secret=true`, path, session);
  const known = listed.items.map(fields).filter((one) => typeof one?.["number"] === "number");
  const leaked = (one: (typeof known)[number]): boolean => one?.["publicly_leaked"] === true;
  const first = [...known].sort((a, b) => Number(leaked(b)) - Number(leaked(a))).slice(0, MAX_ALERTS);
  const alerts: Alert[] = [];
  let failure =
    known.length > MAX_ALERTS ? `${path} has more alerts than Keystow asks for (${MAX_ALERTS}).` : listed.failure;
  for (const one of first) {
    const number = Number(one?.["number"]);
    const located = await pagesOf(`${base}/${number}/locations`, path, session);
    failure ??= located.failure;
    alerts.push({
      number,
      state: String(one?.["state"]),
      validity: String(one?.["validity"]),
      leaked: leaked(one),
      link: `https://github.com/${escapePath(path)}/security/secret-scanning/${number}`,
      places: located.items.flatMap(placeOf),
    });
  }
  return { alerts, ...(failure !== undefined && { failure }) };
}

/** The items of all pages of a list, and why some may be missing. */
async function pagesOf(
  url: string,
  path: string,
  { token, outside }: Session,
): Promise<{ readonly items: readonly unknown[]; readonly failure?: string }> {
  const headers = {
    Accept: "application/vnd.github+json",
    "X-GitHub-Api-Version": "2022-11-28",
    Authorization: `Bearer ${token}`,
  };
  const items: unknown[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const address = `${url}${url.includes("?") ? "&" : "?"}per_page=${PER_PAGE}&page=${page}`;
    const reply = await outside.ask({ method: "GET", url: address, headers, confidential: true });
    const listed = reply.kind === "answer" && reply.status === 200 ? jsonOf(reply) : undefined;
    if (!Array.isArray(listed)) return { items, failure: whyNot(path, reply) };
    items.push(...(listed as readonly unknown[]));
    if (listed.length < PER_PAGE) return { items };
  }
  return { items, failure: `${path} has more alerts than Keystow asks for.` };
}

function placeOf(location: unknown): AlertPlace | readonly [] {
  const details = fields(fields(location)?.["details"]);
  const blob = details?.["blob_sha"];
  const [startLine, endLine, startColumn, endColumn] = ["start_line", "end_line", "start_column", "end_column"].map(
    (name) => Number(details?.[name]),
  );
  if (typeof blob !== "string" || !startLine || !endLine) return [];
  return { blob, startLine, endLine, startColumn: startColumn || 1, endColumn: endColumn || Infinity };
}

function whyNot(path: string, reply: Reply): string {
  if (reply.kind === "answer" && reply.status === 401) return "GitHub does not accept the sign-in (401).";
  if (reply.kind === "answer" && [403, 404].includes(reply.status))
    return `GitHub shows the alerts of ${path} only to its administrators, and only where secret scanning is on (${reply.status}).`;
  return unexpected(HOST, reply);
}

async function answerFor(key: AskedKey, found: ReadonlyMap<string, Alerts>): Promise<ExposureEvidence> {
  const asked = repositoriesOf(key).map((path) => found.get(path) ?? { alerts: [] });
  const alerts: Alert[] = [];
  for (const alert of asked.flatMap((one) => one.alerts)) if (await isAbout(alert, key)) alerts.push(alert);
  const leaked = alerts.find((alert) => alert.leaked);
  if (leaked)
    return evidence(ASKED, "yes", `GitHub has found it in public (alert ${leaked.number}).`, { link: leaked.link });
  const failure = asked.find((one) => one.failure !== undefined)?.failure;
  if (failure !== undefined) return evidence(ASKED, "failed", failure);
  const [alert] = alerts;
  if (!alert) return evidence(ASKED, "no", "GitHub lists no alert for a file version that holds it.");
  const state = alert.validity === "active" ? `${alert.state}, and works` : alert.state;
  const detail = `GitHub lists it as alert ${alert.number} (${state}), not as found in public.`;
  return evidence(ASKED, "no", detail, { link: alert.link, proves: "pushed" });
}

/** Whether an alert was found where the key stands: a file can hold others, too. */
async function isAbout({ places }: Alert, { secret, traces }: AskedKey): Promise<boolean> {
  for (const { blobs, readFile } of traces)
    for (const place of places) {
      const text = blobs.includes(place.blob) ? await readFile(place.blob) : undefined;
      if (text !== undefined && secret && standsAt(text, secret.expose(), place)) return true;
    }
  return false;
}

/** Columns count what GitHub counts, which may be bytes or characters, so that a part in common is enough. */
function standsAt(text: string, key: string, { startLine, endLine, startColumn, endColumn }: AlertPlace): boolean {
  const lines = text.split("\n");
  if (startLine !== endLine || key.includes("\n"))
    return lines
      .slice(startLine - 1, endLine)
      .join("\n")
      .includes(key);
  const line = lines[startLine - 1] ?? "";
  for (let at = line.indexOf(key); at >= 0; at = line.indexOf(key, at + 1))
    if (at < endColumn && at + key.length >= startColumn) return true;
  return false;
}
