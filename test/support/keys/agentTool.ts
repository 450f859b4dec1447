import type { Random } from "../random";
import { copilotToken, jwtShape } from "./forms";
import { alone, context, provider } from "./kind";
import { about, alsoNot, coded, free, heads, oneOf, ranging, run, shape, uuid, type Part, type Shape } from "./shape";
import { ALNUM, BASE32, BASE64, HEX, LOWER_ALNUM, URL_SAFE, plausible } from "./text";

/** A text in base64: the ids that Devin's older keys hold, and a secret. */
function devin(prefix: string, ids: readonly string[]): Shape {
  const text = (random: Random): string =>
    ids.map((id) => `${id}-${random.chars(ALNUM, 24)}`).join("_") + ":" + random.chars(HEX, 32);
  return alsoNot(
    shape(
      prefix,
      coded((random) => Buffer.from(text(random)).toString("base64"), "x".repeat(84)),
    ),
    (random) => [{ text: prefix + random.chars(ALNUM, 20), why: "too short" }],
  );
}

/** A UUID without its dashes. */
function dashless(): Part {
  return coded((random) => random.uuid().replaceAll("-", ""), "0".repeat(32), "fixed");
}

/** Both cases are certain to occur, which tells these keys from identifiers. */
function nanoid(length: number): Part {
  const isMixed = (text: string): boolean => /[a-z]/.test(text) && /[A-Z]/.test(text);
  return { ...run(URL_SAFE, length), make: (random) => plausible(() => random.chars(URL_SAFE, length), isMixed) };
}

const copilot: Shape = {
  prefix: "tid=",
  make: (random) => copilotToken(random),
  nearMisses: (random) => [
    { text: `tid=${random.chars(HEX, 31)};exp=1900000000;sku=free`, why: "too short" },
    { text: `tid=${random.chars(HEX, 32)};exp=soon;sku=free`, why: "no time of expiry" },
    { text: `tid=${random.chars(HEX, 32)}`, why: "only the id" },
    { text: "tid=...;exp=...", why: "placeholder: dots" },
  ],
};

export const AGENT_TOOL = [
  provider(
    "tavily",
    "TAVILY_API_KEY",
    alone("B", "API key", shape(heads("tvly-", "tvly-dev-", "tvly-prod-"), about(ALNUM, 32))),
  ),
  provider("exa", "EXA_API_KEY", context("C", "API key", shape(uuid()))),
  provider(
    "firecrawl",
    "FIRECRAWL_API_KEY",
    alone(
      "A",
      "API key",
      alsoNot(shape("fc-", dashless()), () => [{ text: "fc-daygrid-event-harness", why: "a class name" }]),
    ),
  ),
  provider(
    "e2b",
    "E2B_API_KEY",
    alone(
      "A",
      "team API key",
      alsoNot(shape("e2b_", run(HEX, 40)), () => [{ text: "e2b_code_interpreter", why: "the name of a package" }]),
    ),
    alone("A", "access token (retired 2026-08)", shape("sk_e2b_", run(HEX, 40)), { env: "E2B_ACCESS_TOKEN" }),
  ),
  provider(
    "cursor",
    "CURSOR_API_KEY",
    alone("B", "user / admin API key", shape("key_", run(LOWER_ALNUM, 64))),
    alone("C", "newer key", shape("crsr_", run(HEX, 64, { wrong: "*" }))),
  ),
  provider(
    "sourcegraph",
    "SRC_ACCESS_TOKEN",
    alone(
      "B",
      "access token",
      oneOf(
        shape("sgp_", run(HEX, 40)),
        shape("sgp_", free(HEX, 16), "_", run(HEX, 40)),
        shape("sgp_local_", run(HEX, 40)),
      ),
    ),
    alone("B", "Cody gateway token", shape("slk_", run(HEX, 64))),
    alone("D", "Amp key", shape("sgamp_", about(ALNUM, 40)), { env: "AMP_API_KEY" }),
  ),
  provider("tabnine", "TABNINE_TOKEN", context("D", "token", jwtShape())),
  provider(
    "composio",
    "COMPOSIO_API_KEY",
    context("A", "project key", shape("ak_", nanoid(20))),
    alone("A", "org / user key", oneOf(shape("oak_", nanoid(20)), shape("uak_", nanoid(43))), {
      env: "COMPOSIO_ORG_API_KEY",
    }),
    context(
      "C",
      "consumer key",
      alsoNot(shape("ck_", nanoid(20)), (random) => [
        { text: "ck_" + plausible(() => random.chars(HEX, 40)), why: "the shape of WooCommerce" },
      ]),
    ),
  ),
  provider(
    "serpapi",
    "SERPAPI_API_KEY",
    context("C", "private API key", shape(run(HEX, 64)), {
      line: (key) => `fetch("https://serpapi.com/search?api_key=${key}")`,
    }),
  ),
  provider(
    "brave-search",
    "BRAVE_API_KEY",
    context("C", "subscription token", shape("BSA", ranging(URL_SAFE, 24, 40))),
  ),
  provider(
    "browserbase",
    "BROWSERBASE_API_KEY",
    alone(
      "B",
      "API key",
      alsoNot(shape(heads("bb_live_", "bb_test_"), about(ALNUM, 27)), () => [
        { text: "bb_test_data_loader", why: "an identifier" },
      ]),
    ),
  ),
  provider("coze", "COZE_API_TOKEN", context("B", "personal access token", shape("pat_", run(ALNUM, 64)))),
  provider(
    "devin",
    "DEVIN_API_KEY",
    alone("B", "personal key", devin("apk_user_", ["user", "org"])),
    alone("B", "service key", devin("apk_", ["org"])),
    alone("B", "service user token", shape("cog_", run(BASE32.toLowerCase(), 52))),
  ),
  provider("greptile", "GREPTILE_API_KEY", context("C", "API key", shape(run(BASE64, 48)))),
  provider("coderabbit", "CODERABBIT_API_KEY", alone("C", "API key", shape("cr-", run(HEX, 58)))),
  provider("letta", "LETTA_API_KEY", alone("C", "API key", shape("sk-let-", about(BASE64, 86), "=="))),
  provider(
    "you-com",
    "YDC_API_KEY",
    alone(
      "C",
      "API key",
      oneOf(
        shape("ydc-sk-", free(HEX, 16), "-", free(ALNUM, 32), "-", run(HEX, 8, { to: Infinity })),
        shape("ydc-sk-", free(HEX, 16), "-", free(ALNUM, 32), "-", free(HEX, 8), "<__>", free(ALNUM, 24)),
      ),
    ),
  ),
  provider("serper", "SERPER_API_KEY", context("C", "API key", shape(run(HEX, 40)))),
  provider("kagi", "KAGI_API_KEY", context("B", "API key", shape(free(URL_SAFE, 11), ".", run(URL_SAFE, 43)))),
  provider("scrapegraph", "SGAI_API_KEY", alone("C", "API key", shape("sgai-", uuid()))),
  provider("apify", "APIFY_TOKEN", alone("B", "API token", shape("apify_api_", ranging(ALNUM, 34, 38)))),
  provider("daytona", "DAYTONA_API_KEY", alone("A", "API key", shape("dtn_", run(HEX, 64)))),
  provider("context7", "CONTEXT7_API_KEY", alone("C", "API key", shape("ctx7sk-", uuid()))),
  provider(
    "arcade",
    "ARCADE_API_KEY",
    context("D", "project key", shape(heads("arc_", "arc_proj_"), about(ALNUM, 40))),
  ),
  provider(
    "voiceflow",
    "VOICEFLOW_API_KEY",
    alone("B", "API key", shape(heads("VF.", "VF.DM.", "VF.WS."), free(HEX, 24), ".", run(ALNUM, 16))),
  ),
  provider("copilot-editors", "", alone("D", "short-lived token", copilot)),
].flat();
