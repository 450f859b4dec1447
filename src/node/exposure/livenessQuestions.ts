// Whether a key still works, asked of its own issuer and of nobody else. This and revocation are the only requests that
// carry a key.
import {
  type ExposureEvidence,
  livenessOf,
  type LivenessQuestion,
  livenessRequest,
  readLiveness,
} from "../../core/index";
import { hostOf, type Outside } from "./outside";
import { type AskedKey, evidence, type Question, unexpected } from "./question";

type Ask = Extract<LivenessQuestion, { kind: "ask" }>;

/** One question an issuer's host. */
export function livenessQuestions(keys: readonly AskedKey[]): readonly Question[] {
  const hosts = new Map<string, Map<AskedKey, Ask>>();
  for (const key of keys) {
    const question = livenessOf(key.finding, key.text);
    if (question.kind === "none") continue;
    const asked = hosts.get(question.host) ?? new Map<AskedKey, Ask>();
    hosts.set(question.host, asked.set(key, question));
  }
  return [...hosts].map(([host, asked]) => ({
    step: "liveness",
    receiver: host,
    sends:
      asked.size === 1 ? "the key itself, to its own issuer" : `${asked.size} keys themselves, to their own issuer`,
    keys: [...asked.keys()],
    ask: async (open, outside) => {
      const answers = new Map<AskedKey, ExposureEvidence>();
      for (const key of open) {
        const question = asked.get(key);
        if (question) answers.set(key, await answerFor(key, question, outside));
      }
      return answers;
    },
  }));
}

/** Why nobody is asked whether a key works. */
export function whyNoLiveness({ finding, text }: AskedKey): string {
  const question = livenessOf(finding, text);
  return question.kind === "none" ? question.reason : "Its issuer was not asked.";
}

async function answerFor({ secret }: AskedKey, { liveness, host }: Ask, outside: Outside): Promise<ExposureEvidence> {
  const asked = { step: "liveness", receiver: host } as const;
  const request = livenessRequest(liveness, secret?.expose() ?? "", host);
  // The address is data of ours and the host comes from the text: what is sent goes where the person was told.
  if (!request || new URL(request.url).hostname !== host)
    return evidence(asked, "failed", "The key has characters that no request carries.");
  const reply = await outside.ask({ ...request, confidential: true, carriesKey: true });
  if (reply.kind === "failed") return evidence(asked, "failed", reply.reason);
  switch (readLiveness(liveness, reply.status, reply.body.toString("utf8"))) {
    case "live":
      return evidence(asked, "yes", "It works: whoever has it can use it.");
    case "dead":
      return evidence(asked, "no", "It does not work. That says nothing of whether it is public.");
    case "leaked":
      return evidence(asked, "no", "Its issuer has blocked it, since it was reported as leaked.", {
        proves: "published",
      });
    case "unknown":
      return evidence(asked, "failed", unexpected(hostOf(request.url), reply));
  }
}
