import { alnum, base64, hex, lower, testTraps, words, wordsOf, ZERO } from "./trap";

describe("traps of agents, their tools and their searches", () => {
  testTraps([
    ["Tavily: documentation", () => 'TAVILY_API_KEY="tvly-YOUR_API_KEY" # or tvly-xxx'],
    ["Exa: any other UUID", (random) => `example_key = "${random.uuid()}"\nhexa_token = "${random.uuid()}"`],
    ["Exa: the UUID of zeros", () => `EXA_API_KEY=${ZERO}`],
    ["Exa: a header of another service", (random) => `headers = {"x-api-key": "${random.uuid()}"}`],
    [
      "Exa: that header with its host in the file is found",
      (random) => `headers = {"x-api-key": "${random.uuid()}"}\npost("https://api.exa.ai/search")`,
      "exa-api-key",
    ],
    ["Firecrawl: a class of FullCalendar", (random) => `.fc-${words(random, "-", 32)} { color: red }`],
    ["Firecrawl: documentation", () => 'FIRECRAWL_API_KEY="fc-YOUR-API-KEY"'],
    ["Firecrawl: a key that is no random UUID is found", (random) => `fc-${hex(random, 32)}`, "firecrawl-api-key"],
    ["E2B: the name of its package", () => "from e2b_code_interpreter import Sandbox"],
    ["Sourcegraph: 40 hex digits alone", (random) => `SRC_ACCESS_TOKEN=${hex(random, 40)}`],
    [
      "Composio: snake case",
      (random) => `composio_ak = ["ak_${wordsOf(random, "_", 20)}", "oak_${wordsOf(random, "_", 20)}"]`,
    ],
    ["Composio: WooCommerce's consumer keys", (random) => `composio_shop = "ck_${hex(random, 40)}"`],
    [
      "Composio: its shape where nothing names it",
      (random) => `a = "ak_${alnum(random, 20)}" + "ck_${alnum(random, 20)}"`,
    ],
    ["SerpApi: an image pinned to its digest", (random) => `image: serpapi/client@sha256:${hex(random, 64)}`],
    ["SerpApi: a hash of a lock file", (random) => `serpapi==0.1.5 --hash=sha256:${hex(random, 64)}`],
    ["SerpApi: a checksum by name", (random) => `serpapi_sha256 = "${hex(random, 64)}"`],
    ["SerpApi: a part of an address", (random) => `https://files.home.org/serpapi/${hex(random, 64)}/serpapi.whl`],
    ["Brave: an acronym", (random) => `brave_search_doc = "BSA-${words(random, "-", 26)}"`],
    ["Brave: its shape where nothing names it", (random) => `BSA${alnum(random, 28)}`],
    [
      "Brave: its header is found",
      (random) => `curl -H "X-Subscription-Token: BSA${alnum(random, 28)}"`,
      "brave-search-token",
    ],
    [
      "Browserbase: an identifier",
      (random) => `bb_test_data_${words(random, "_", 27)} bb_live_${words(random, "_", 27)}`,
    ],
    ["Coze: another issuer's token", (random) => `TOKEN=pat_${alnum(random, 64)}`],
    ["Cursor: an identifier that begins with its newer head", (random) => `crsr_${wordsOf(random, "_", 64)}`],
    ["Greptile: a digest in base64", (random) => `greptile_digest = "${base64(random, 48)}"`],
    ["Letta: a class of a style sheet", (random) => `sk-let-${words(random, "-", 30)}`],
    ["Arcade: names of trigonometry", (random) => `arc_${words(random, "_", 30)}(arcade_angle)`],
    ["Arcade: its shape where nothing names it", (random) => `x = "arc_${alnum(random, 40)}"`],
    ["Kagi: its shape where nothing names it", (random) => `x = "${alnum(random, 11)}.${alnum(random, 43)}"`],
    ["Kagi: a file's path", (random) => `kagi = "${wordsOf(random, "", 11)}.${wordsOf(random, "_", 43)}"`],
    ["Voiceflow: too few digits", (random) => `VF.DM.${hex(random, 23)}.${alnum(random, 16)}`],
    ["Apify: a package's name", (random) => `apify_api_${words(random, "_", 36)}`],
    ["You.com: the head alone", (random) => `ydc-sk-${hex(random, 16)}`],
    ["Copilot: fields without a time", (random) => `tid=${hex(random, 32)};exp=soon;sku=free;chat=1;rt=1`],
    [
      "a word before the head",
      (random) =>
        `desk_e2b_${hex(random, 40)} mtvly-${alnum(random, 32)} xcr-${hex(random, 58)} _dtn_${hex(random, 64)} -sgai-${random.uuid()}`,
    ],
    [
      "more behind the key",
      (random) => `e2b_${hex(random, 40)}0 dtn_${hex(random, 64)}-1 cr-${hex(random, 58)}_x fc-${lower(random, 40)}`,
    ],
  ]);
});
