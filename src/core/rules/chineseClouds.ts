// Models in the clouds of large Chinese companies.
import { LITELLM_PROVIDERS, modelsDev } from "./citations";
import { inVariable, near, spelled } from "./near";
import { notZero } from "./randomness";
import { defineRules } from "./rule";
import { alnum, lower, uuid } from "./shape";

export const CHINESE_CLOUD_RULES = [
  ...defineRules(
    {
      provider: "volcengine-ark",
      vendor: "Volcengine Ark",
      envNames: ["ARK_API_KEY", "VOLCENGINE_API_KEY", "DOUBAO_API_KEY"],
      revokeUrl: "https://console.volcengine.com/ark",
      sources: [LITELLM_PROVIDERS, "https://github.com/vercel/ai/tree/main/packages/bytedance"],
    },
    { id: "volcengine-ark-key", title: "API key", evidence: "C", shapes: [["ark-", ...uuid, "-", alnum(5)]] },
    {
      id: "volcengine-ark-legacy-key",
      title: "older API key",
      evidence: "C",
      shapes: [uuid],
      context: near(
        [...spelled("ark_api_key"), "volcengine", "volces", "doubao", "byteplus"],
        ["ark.cn-beijing.volces.com", "ark.ap-southeast.bytepluses.com"],
      ),
      check: notZero,
      around: inVariable("ARK_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "baidu-qianfan",
      vendor: "Baidu Qianfan",
      envNames: ["QIANFAN_API_KEY", "QIANFAN_TOKEN"],
      revokeUrl: "https://console.bce.baidu.com/qianfan/ais/console/apiKey",
      sources: [
        "https://docs.github.com/code-security/secret-scanning/introduction/supported-secret-scanning-patterns",
      ],
    },
    {
      id: "baidu-qianfan-key",
      title: "API key",
      evidence: "B",
      shapes: [["bce-v3/ALTAK-", alnum(21), "/", lower(40)]],
    },
  ),
  ...defineRules(
    {
      provider: "tencent-hunyuan",
      vendor: "Tencent Hunyuan",
      envNames: ["HUNYUAN_API_KEY", "TENCENT_CODING_PLAN_API_KEY"],
      revokeUrl: "https://console.cloud.tencent.com/hunyuan/api-key",
      sources: [modelsDev("tencent-tokenhub")],
    },
    {
      id: "tencent-hunyuan-key",
      title: "API key",
      evidence: "C",
      shapes: [["sk-", alnum(48)]],
      context: near(
        ["hunyuan", "lkeap", "tencent"],
        ["api.hunyuan.cloud.tencent.com", "api.lkeap.cloud.tencent.com", "tokenhub.tencentmaas.com"],
      ),
      around: inVariable("HUNYUAN_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "tencent-hunyuan",
      vendor: "Tencent Cloud",
      envNames: ["TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY"],
      revokeUrl: "https://console.cloud.tencent.com/cam/capi",
      sources: ["https://www.tencentcloud.com/document/product/598/32675"],
    },
    {
      id: "tencent-secret-id",
      title: "SecretId beside its SecretKey",
      evidence: "C",
      shapes: [["AKID", alnum(32)]],
      context: { names: [], pairs: [alnum(32)], reach: 400 },
      notes: () => ["This is the name of a key; the secret half stands near it and has to be moved too."],
      around: (key) => ['secret_id = "', `"\nsecret_key = "${[...key.slice(4)].reverse().join("")}"`],
    },
  ),
  ...defineRules(
    {
      provider: "xiaomi-mimo",
      vendor: "Xiaomi MiMo",
      envNames: ["XIAOMI_API_KEY", "MIMO_API_KEY"],
      revokeUrl: "https://platform.xiaomimimo.com",
      sources: [modelsDev("xiaomi")],
    },
    {
      id: "xiaomi-mimo-plan-key",
      title: "token plan key",
      evidence: "C",
      shapes: [["tp-", alnum(20, 64)]],
      context: near(["xiaomi", "mimo"], ["api.xiaomimimo.com", "token-plan-cn.xiaomimimo.com"]),
      around: inVariable("XIAOMI_API_KEY"),
    },
    {
      id: "xiaomi-mimo-key",
      title: "API key",
      evidence: "D",
      // That it is a key of some service is likely by its shape alone, so naming one must not make it less so.
      confidence: "medium",
      shapes: [["sk-", alnum(48)]],
      context: near(["xiaomi", "mimo"], ["api.xiaomimimo.com"]),
      around: inVariable("XIAOMI_API_KEY"),
    },
  ),
];
