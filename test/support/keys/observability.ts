import { alone, context, provider } from "./kind";
import { about, alsoNot, free, heads, oneOf, ranging, run, shape, uuid, type Part, type Shape } from "./shape";
import { ALNUM, BASE57, HEX, LOWER_ALNUM, URL_SAFE } from "./text";

/** Four groups of seven, joined by dashes. */
function helicone(head: Part | string, ...tail: readonly (string | Part)[]): Shape {
  const group = (): Part => run(LOWER_ALNUM, 7);
  const groups = (count: number): Shape =>
    shape(head, ...Array.from({ length: count }, (_, at) => [...(at > 0 ? ["-"] : []), group()]).flat(), ...tail);
  return alsoNot(groups(4), (random) => [
    { text: groups(3).make(random), why: "a group too few" },
    { text: groups(5).make(random), why: "a group too many" },
  ]);
}

/** Since 2026 the bodies of PostHog's keys avoid look-alikes. */
function posthog(prefix: string): Shape {
  return oneOf(shape(prefix, ranging(ALNUM, 42, 49)), shape(prefix, run(BASE57, 48)), shape(prefix, run(BASE57, 49)));
}

export const OBSERVABILITY = [
  provider(
    "langsmith",
    "LANGSMITH_API_KEY",
    alone("B", "personal or service key", shape(heads("lsv2_pt_", "lsv2_sk_"), run(HEX, 32), "_", run(HEX, 10))),
    alone("C", "legacy key", shape("ls__", run(HEX, 32))),
  ),
  provider(
    "langfuse",
    "LANGFUSE_SECRET_KEY",
    alone(
      "B",
      "secret key",
      alsoNot(shape("sk-lf-", uuid()), () => [{ text: "sk-lf-" + "1234567890", why: "placeholder: digits in order" }]),
    ),
    alone("B", "public key", shape("pk-lf-", uuid()), { env: "LANGFUSE_PUBLIC_KEY", noSecret: true }),
  ),
  provider(
    "wandb",
    "WANDB_API_KEY",
    alone("A", "key v1", shape("wandb_v1_", free(ALNUM, 27), "_", run(ALNUM, 49))),
    context("B", "legacy key", shape(run(HEX, 40)), {
      line: (key) => `machine api.wandb.ai login user password ${key}`,
    }),
  ),
  provider(
    "helicone",
    "HELICONE_API_KEY",
    alone(
      "A",
      "read/write key",
      oneOf(
        helicone(heads("sk-helicone-", "sk-helicone-eu-", "sk-helicone-rl-", "sk-helicone-cp-")),
        helicone("sk-helicone-proxy-", "-", uuid()),
      ),
    ),
    alone("A", "write-only key", helicone(heads("pk-helicone-", "pk-helicone-eu-"))),
    context("A", "legacy", helicone("sk-")),
  ),
  provider(
    "posthog",
    "POSTHOG_PERSONAL_API_KEY",
    alone("A", "personal key", posthog("phx_")),
    alone("A", "project secret key", posthog("phs_")),
    alone("A", "project token (public)", shape("phc_", ranging(ALNUM, 41, 44)), {
      env: "POSTHOG_API_KEY",
      noSecret: true,
    }),
  ),
  provider("braintrust", "BRAINTRUST_API_KEY", context("A", "API key", shape("sk-", about(ALNUM, 48)))),
  provider(
    "langwatch",
    "LANGWATCH_API_KEY",
    alone("A", "scoped key", shape("sk-lw-", free(ALNUM, 16), "_", free(ALNUM, 48))),
    alone("A", "legacy / PAT", shape(heads("sk-lw-", "pat-lw-"), about(URL_SAFE, 48))),
  ),
].flat();
