// Revokes a key at its issuer, where whoever has a key may do so. It cannot be undone.
import type { Secret } from "../../core/reveal";
import { hostOf, type Outside } from "./outside";
import { unexpected } from "./question";

/**
 * Sends the key to its issuer to be revoked. Gives why it was not taken, or undefined when it was: the issuers say the
 * same of keys that never worked, so that nothing can be learned from the answer.
 */
export async function revoke(secret: Secret, url: string, outside: Outside): Promise<string | undefined> {
  const reply = await outside.ask({
    method: "POST",
    url,
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ credentials: [secret.expose()] }),
    confidential: true,
    carriesKey: true,
  });
  if (reply.kind === "answer") return reply.status === 202 ? undefined : unexpected(hostOf(url), reply);
  return `${reply.reason} If the request had left already, the key is revoked all the same.`;
}
