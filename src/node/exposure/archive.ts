// Whether Software Heritage, which archives public source code for good, has an object that holds a key. Only ids are
// sent. Protocol: archive.softwareheritage.org/api/1/known/doc; an id of a file version is Git's own (SWHID 1.2).
import type { ExposureEvidence } from "../../core/index";
import type { Outside } from "./outside";
import { type AskedKey, evidence, fields, jsonOf, type Question, unexpected } from "./question";

const HOST = "archive.softwareheritage.org";
const ASKED = { step: "archive", receiver: HOST } as const;
/** Ids that one request may hold. */
const MAX_IDS = 1000;
/** Requests; an hour has 120 for an address without sign-in. */
const MAX_REQUESTS = 10;

export function archiveQuestions(keys: readonly AskedKey[]): readonly Question[] {
  const asked = keys.filter((key) => idsOf(key).length > 0);
  if (asked.length === 0) return [];
  const count = new Set(asked.flatMap(idsOf)).size;
  return [{ ...ASKED, sends: `${count} ${count === 1 ? "id" : "ids"} of commits and file versions`, keys: asked, ask }];
}

async function ask(open: readonly AskedKey[], outside: Outside): Promise<ReadonlyMap<AskedKey, ExposureEvidence>> {
  const ids = [...new Set(open.flatMap(idsOf))];
  const known = new Map<string, boolean>();
  let failure: string | undefined;
  for (let from = 0, requests = 0; from < ids.length && failure === undefined; from += MAX_IDS, requests += 1)
    failure = requests === MAX_REQUESTS ? TOO_MANY : await look(ids.slice(from, from + MAX_IDS), known, outside);
  return new Map(open.map((key) => [key, answerFor(idsOf(key), known, failure)]));
}

const TOO_MANY = `Only ${MAX_REQUESTS * MAX_IDS} ids are asked for at once.`;

/** Takes down what is known; gives why it could not. */
async function look(
  ids: readonly string[],
  known: Map<string, boolean>,
  outside: Outside,
): Promise<string | undefined> {
  const reply = await outside.ask({
    method: "POST",
    url: `https://${HOST}/api/1/known/`,
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(ids),
  });
  const answer = reply.kind === "answer" && reply.status === 200 ? fields(jsonOf(reply)) : undefined;
  if (!answer) return unexpected(HOST, reply);
  for (const id of ids) {
    const told = fields(answer[id])?.["known"];
    if (typeof told === "boolean") known.set(id, told);
  }
  return ids.every((id) => known.has(id)) ? undefined : `${HOST} did not answer for every id.`;
}

function answerFor(
  ids: readonly string[],
  known: ReadonlyMap<string, boolean>,
  failure: string | undefined,
): ExposureEvidence {
  const found = ids.find((id) => known.get(id) === true);
  if (found !== undefined) {
    const what = found.startsWith("swh:1:cnt:") ? "a file version that holds the key" : "a commit that holds the key";
    return evidence(ASKED, "yes", `The archive has ${what}: it was public once, and the archive keeps it.`, {
      link: `https://${HOST}/${found}`,
    });
  }
  const missing = ids.some((id) => !known.has(id));
  if (missing) return evidence(ASKED, "failed", failure ?? `${HOST} did not answer for every id.`);
  return evidence(ASKED, "no", "The archive has none of its commits and file versions.");
}

/** Objects that hold the key itself, as the archive names them; it knows no SHA-256 repositories. */
function idsOf({ traces }: AskedKey): readonly string[] {
  const of = (type: string, ids: readonly string[]): readonly string[] =>
    ids.filter((id) => id.length === 40).map((id) => `swh:1:${type}:${id}`);
  return traces.flatMap(({ blobs, commits }) => [
    ...of("cnt", blobs),
    ...of(
      "rev",
      commits.map(({ id }) => id),
    ),
  ]);
}
