// Where agents search and what they read the web with.
import { bareHex } from "./bareHex";
import { END, START } from "./boundaries";
import { inVariable, near, spelled } from "./near";
import { inBothCases, inBothCasesWithDigit, isRandomUuid, notZero } from "./randomness";
import { defineRules } from "./rule";
import { alnum, hex, url, uuid } from "./shape";

export const SEARCH_TOOL_RULES = [
  ...defineRules(
    {
      provider: "tavily",
      vendor: "Tavily",
      envNames: ["TAVILY_API_KEY"],
      revokeUrl: "https://app.tavily.com/home",
      sources: ["https://docs.tavily.com/documentation/api-reference/introduction"],
    },
    {
      id: "tavily-api-key",
      title: "API key",
      evidence: "B",
      shapes: ["tvly-", "tvly-dev-", "tvly-prod-"].map((prefix) => [prefix, alnum(32, 50)]),
    },
  ),
  ...defineRules(
    {
      provider: "exa",
      vendor: "Exa",
      envNames: ["EXA_API_KEY"],
      revokeUrl: "https://dashboard.exa.ai/api-keys",
      sources: ["https://docs.exa.ai/reference/getting-started"],
    },
    {
      id: "exa-api-key",
      title: "API key",
      evidence: "C",
      shapes: [uuid],
      context: near([], ["api.exa.ai"], { words: ["exa"], reach: 60 }),
      check: notZero,
      around: inVariable("EXA_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "firecrawl",
      vendor: "Firecrawl",
      envNames: ["FIRECRAWL_API_KEY"],
      revokeUrl: "https://www.firecrawl.dev/app/api-keys",
      sources: ["https://docs.firecrawl.dev/api-reference/introduction"],
    },
    {
      id: "firecrawl-api-key",
      title: "API key",
      evidence: "A",
      shapes: [["fc-", hex(32)]],
      // A random UUID without its dashes, though one published key is none.
      check: (key) => (isRandomUuid(key.slice(3)) ? "raise" : "pass"),
    },
  ),
  ...defineRules(
    {
      provider: "serpapi",
      vendor: "SerpApi",
      envNames: ["SERPAPI_API_KEY", "SERPAPI_KEY"],
      revokeUrl: "https://serpapi.com/manage-api-key",
      sources: ["https://serpapi.com/search-api"],
    },
    {
      id: "serpapi-api-key",
      title: "private API key",
      evidence: "C",
      ...bareHex(64),
      context: near(spelled("serp_api"), ["serpapi.com"]),
      around: inVariable("SERPAPI_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "brave-search",
      vendor: "Brave Search",
      envNames: ["BRAVE_API_KEY", "BRAVE_SEARCH_API_KEY"],
      revokeUrl: "https://api-dashboard.search.brave.com/app/keys",
      sources: ["https://api-dashboard.search.brave.com/documentation/guides/authentication"],
    },
    {
      id: "brave-search-token",
      title: "subscription token",
      evidence: "C",
      shapes: [["BSA", url(24, 40)]],
      context: {
        names: [...spelled("brave_api", "brave_search", "brave_key"), "x-subscription-token"],
        hosts: ["api.search.brave.com"],
        reach: 60,
      },
      check: inBothCases(3),
      around: inVariable("BRAVE_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "you-com",
      vendor: "You.com",
      envNames: ["YDC_API_KEY", "YOU_API_KEY"],
      revokeUrl: "https://you.com/platform/api-keys",
      sources: ["https://docs.you.com/"],
    },
    {
      id: "you-com-api-key",
      title: "API key",
      evidence: "C",
      shapes: [
        ["ydc-sk-", hex(16), "-", alnum(32), "-", hex(8)],
        ["ydc-sk-", hex(16), "-", alnum(32), "-", hex(8), "<__>", alnum(24)],
      ],
      source: `${START}ydc-sk-[0-9a-f]{16}-[A-Za-z0-9]{32}-[0-9a-f]{8}(?:<__>[A-Za-z0-9]{24})?${END}`,
      nearMisses: (dice) => [
        `ydc-sk-${dice.draw("0123456789abcdef", 16)}-${dice.draw("abcXYZ019", 31)}-${dice.draw("0123456789abcdef", 8)}`,
      ],
    },
  ),
  ...defineRules(
    {
      provider: "serper",
      vendor: "Serper",
      envNames: ["SERPER_API_KEY"],
      revokeUrl: "https://serper.dev/api-key",
      sources: ["https://serper.dev/"],
    },
    {
      id: "serper-api-key",
      title: "API key",
      evidence: "C",
      ...bareHex(40),
      context: near(["serper"], ["google.serper.dev"]),
      around: inVariable("SERPER_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "kagi",
      vendor: "Kagi",
      envNames: ["KAGI_API_KEY"],
      revokeUrl: "https://kagi.com/settings?p=api",
      sources: ["https://help.kagi.com/kagi/api/overview.html"],
    },
    {
      id: "kagi-api-key",
      title: "API key",
      evidence: "B",
      shapes: [[url(11), ".", url(43)]],
      context: near(["kagi"], ["kagi.com"]),
      check: inBothCasesWithDigit(),
      around: inVariable("KAGI_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "scrapegraph",
      vendor: "ScrapeGraphAI",
      envNames: ["SGAI_API_KEY", "SCRAPEGRAPH_API_KEY"],
      revokeUrl: "https://dashboard.scrapegraphai.com",
      sources: ["https://docs.scrapegraphai.com/introduction"],
    },
    { id: "scrapegraph-api-key", title: "API key", evidence: "C", shapes: [["sgai-", ...uuid]] },
  ),
  ...defineRules(
    {
      provider: "apify",
      vendor: "Apify",
      envNames: ["APIFY_TOKEN", "APIFY_API_TOKEN"],
      revokeUrl: "https://console.apify.com/settings/integrations",
      sources: ["https://docs.apify.com/platform/integrations/api"],
    },
    { id: "apify-api-token", title: "API token", evidence: "B", shapes: [["apify_api_", alnum(34, 38)]] },
  ),
];
