import assert from "node:assert/strict";
import { type Random, randomFrom } from "../../support/random";
import { alnum, confidencesIn, hex, lower, testTraps, words } from "./trap";

const groups = (random: Random): string => [1, 2, 3, 4].map(() => lower(random, 7)).join("-");

describe("traps of observability", () => {
  testTraps([
    ["LangSmith: documentation", () => 'LANGSMITH_API_KEY="lsv2_..." LANGCHAIN_API_KEY=ls__...'],
    ["Langfuse: the key of the compose samples", () => "LANGFUSE_SECRET_KEY: sk-lf-" + "1234567890"],
    [
      "Weights & Biases: a .netrc of another host",
      (random) => `machine api.home.org\n  login user\n  password ${hex(random, 40)}`,
    ],
    [
      "Weights & Biases: a .netrc with the host lines above the password is found",
      (random) => `machine api.wandb.ai\n  login user\n  password ${hex(random, 40)}`,
      "wandb-legacy-key",
    ],
    [
      "Helicone: a key in the path of an address is found",
      (random) => `https://gateway.helicone.ai/sk-helicone-${groups(random)}/v1/chat`,
      "helicone-api-key",
    ],
    ["Helicone: an older key where nothing names it", (random) => `key = "sk-${groups(random)}"`],
    [
      "PostHog: a snippet for browsers",
      (random) => `posthog.init("phc_${alnum(random, 43)}")`,
      "posthog-project-token",
    ],
    [
      "Braintrust: an OpenAI key in its variable",
      (random) => `BRAINTRUST_API_KEY=sk-${alnum(random, 20)}${"T3Blbk" + "FJ"}${alnum(random, 20)}`,
      "openai-legacy-key",
    ],
    [
      "Braintrust: its shape where nothing names it",
      (random) => `key = "sk-${alnum(random, 48)}"`,
      "ai-service-sk-key",
    ],
    ["LangWatch: a class of a style sheet", (random) => `<div class="sk-lw-${words(random, "-", 30)}">`],
    [
      "a word before the head",
      (random) => `task-lf-${random.uuid()} dark-sk-lw-${alnum(random, 48)} xphx_${alnum(random, 43)}`,
    ],
  ]);

  it("keys that are public by design are low, those that can only write are not high", () => {
    const random = randomFrom("public");
    for (const [key, confidence] of [
      [`phc_${alnum(random, 43)}`, "low"],
      [`pk-lf-${random.uuid()}`, "low"],
      [`pk-helicone-${groups(random)}`, "medium"],
      [`phx_${alnum(random, 43)}`, "high"],
      [`sk-lf-${random.uuid()}`, "high"],
    ] as const)
      assert.deepEqual(confidencesIn(`key = "${key}"`), [confidence]);
  });
});
