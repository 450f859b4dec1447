// Services that make pictures and films.
import { inVariable, near, spelled } from "./near";
import { inBothCases, inBothCasesWithDigit, notZero } from "./randomness";
import { defineRules } from "./rule";
import { alnum, anyHex, url, uuid } from "./shape";

const SLUG = "luma-api-";
const notSlug = inBothCasesWithDigit(SLUG.length);

export const VISION_RULES = [
  ...defineRules(
    {
      provider: "runway",
      vendor: "Runway",
      envNames: ["RUNWAYML_API_SECRET", "RUNWAY_API_KEY"],
      revokeUrl: "https://dev.runwayml.com",
      sources: ["https://docs.dev.runwayml.com/guides/using-the-api/"],
    },
    { id: "runway-api-key", title: "API key", evidence: "B", shapes: [["key_", anyHex(128)]] },
  ),
  ...defineRules(
    {
      provider: "luma",
      vendor: "Luma AI",
      envNames: ["LUMAAI_API_KEY", "LUMA_API_KEY"],
      revokeUrl: "https://lumalabs.ai/api/keys",
      sources: ["https://docs.lumalabs.ai/docs/api"],
    },
    {
      id: "luma-api-key",
      title: "API key",
      evidence: "D",
      shapes: [
        ["luma-", ...uuid, "-", ...uuid],
        [SLUG, url(20, 200)],
      ],
      check: (key) => (key.startsWith(SLUG) ? notSlug(key) : "pass"),
      nearMisses: () => ["luma-api-client-for-the-dream-machine"],
    },
  ),
  ...defineRules(
    {
      provider: "kling",
      vendor: "Kling AI",
      envNames: ["KLINGAI_SECRET_KEY", "KLINGAI_ACCESS_KEY"],
      revokeUrl: "https://app.klingai.com/global/dev",
      sources: ["https://app.klingai.com/global/dev/document-api/quickStart/productIntroduction/overview"],
    },
    {
      id: "kling-key",
      title: "access or secret key",
      evidence: "C",
      shapes: [[alnum(32)]],
      context: near(spelled("kling_access", "kling_secret", "kling_ai", "kling_api"), [".klingai.com"]),
      check: inBothCases(),
      around: inVariable("KLINGAI_SECRET_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "black-forest-labs",
      vendor: "Black Forest Labs",
      envNames: ["BFL_API_KEY"],
      revokeUrl: "https://dashboard.bfl.ai/keys",
      sources: ["https://docs.bfl.ai/quick_start/create_account"],
    },
    {
      id: "black-forest-labs-api-key",
      title: "API key",
      evidence: "D",
      shapes: [uuid, ["bfl_", url(20, 64)]],
      context: {
        names: spelled("bfl_api", "bfl_key", "black_forest_labs"),
        keyNames: ["x-key"],
        hosts: ["api.bfl.ai", "api.bfl.ml"],
        reach: 60,
      },
      check: (key) => (key.startsWith("bfl_") ? inBothCases(4)(key) : notZero(key)),
      around: inVariable("BFL_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "photoroom",
      vendor: "Photoroom",
      envNames: ["PHOTOROOM_API_KEY"],
      revokeUrl: "https://app.photoroom.com/api-dashboard",
      sources: ["https://docs.photoroom.com/getting-started/introduction"],
    },
    {
      id: "photoroom-api-key",
      title: "API key",
      evidence: "B",
      shapes: [
        ["sk_pr_", alnum(1, 64), "_", anyHex(40)],
        ["sandbox_sk_pr_", alnum(1, 64), "_", anyHex(40)],
      ],
    },
  ),
];
