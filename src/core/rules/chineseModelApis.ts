// Makers of models in China; several of them issue keys of one and the same shape.
import { betterleaks, modelsDev, titus } from "./citations";
import { decodeBase64 } from "./checksums";
import { asToken, claiming, expiry, JWT } from "./jwt";
import { inVariable, near } from "./near";
import { notWords, randomTail } from "./randomness";
import { type Check, defineRules } from "./rule";
import { alnum, capitals, hex, lowerLetters, url, uuid } from "./shape";

/** A key ends in an ECDSA signature in DER (X.690): one sequence of two integers and nothing more. */
function endsInSignature(key: string): Check {
  const bytes = decodeBase64(key.slice(key.lastIndexOf(".") + 1));
  const r = bytes?.[3] ?? NaN;
  const s = bytes?.[5 + r] ?? NaN;
  const isWhole =
    bytes?.[0] === 0x30 &&
    bytes[1] === bytes.length - 2 &&
    bytes[2] === 2 &&
    bytes[4 + r] === 2 &&
    6 + r + s === bytes.length;
  return isWhole ? "pass" : "lower";
}

export const CHINESE_MODEL_API_RULES = [
  ...defineRules(
    {
      provider: "deepseek",
      vendor: "DeepSeek",
      envNames: ["DEEPSEEK_API_KEY"],
      revokeUrl: "https://platform.deepseek.com/api_keys",
      sources: ["https://api-docs.deepseek.com/"],
    },
    {
      id: "deepseek-api-key",
      title: "API key",
      evidence: "B",
      shapes: [["sk-", hex(32)]],
      context: near(["deepseek"], ["api.deepseek.com"]),
      around: inVariable("DEEPSEEK_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "moonshot",
      vendor: "Moonshot AI",
      envNames: ["MOONSHOT_API_KEY", "KIMI_API_KEY"],
      revokeUrl: "https://platform.moonshot.ai/console/api-keys",
      sources: [betterleaks("kimi"), modelsDev("moonshotai"), modelsDev("kimi-for-coding")],
    },
    {
      id: "moonshot-api-key",
      title: "API key",
      evidence: "B",
      shapes: [["sk-", alnum(48)]],
      context: near(["moonshot", "kimi"], ["api.moonshot.ai", "api.moonshot.cn", "api.kimi.com"]),
      around: inVariable("MOONSHOT_API_KEY"),
    },
    {
      id: "moonshot-kimi-key",
      title: "Kimi Code subscription key",
      evidence: "C",
      envName: "KIMI_API_KEY",
      shapes: [["sk-kimi-", alnum(20, 90)]],
    },
  ),
  ...defineRules(
    {
      provider: "zhipu",
      vendor: "Zhipu AI",
      envNames: ["ZHIPUAI_API_KEY", "ZHIPU_API_KEY", "ZAI_API_KEY", "GLM_API_KEY"],
      revokeUrl: "https://open.bigmodel.cn/usercenter/apikeys",
      sources: [titus("zhipu"), betterleaks("zai")],
    },
    {
      id: "zhipu-api-key",
      title: "API key",
      evidence: "B",
      shapes: [[hex(32), ".", alnum(16)]],
      // The name of a built file, `/<md5>.<16 more>.js`, has the shape as well.
      source: "(?<![A-Za-z0-9_/-])[0-9a-f]{32}\\.[A-Za-z0-9]{16}(?![A-Za-z0-9_-]|\\.\\w)",
      check: randomTail,
      nearMisses: (dice) => {
        const id = dice.draw("0123456789abcdef", 32);
        const tail = dice.draw("abcDEF0123456789", 16);
        return [`${id}.${tail}x`, `${id}.${tail.slice(1)}`, `${id.slice(1)}.${tail}`, `/assets/${id}.${tail}.js`];
      },
    },
  ),
  ...defineRules(
    {
      provider: "dashscope",
      vendor: "Alibaba DashScope",
      envNames: ["DASHSCOPE_API_KEY", "ALIBABA_API_KEY", "QWEN_API_KEY"],
      revokeUrl: "https://bailian.console.aliyun.com/?apiKey=1",
      sources: ["https://github.com/vercel/ai/tree/main/packages/alibaba", modelsDev("alibaba")],
    },
    {
      id: "dashscope-api-key",
      title: "API key",
      evidence: "C",
      shapes: [["sk-", hex(32)]],
      context: near(
        ["dashscope", "qwen", "tongyi", "bailian", "aliyun", "alibaba"],
        ["dashscope.aliyuncs.com", "dashscope-intl.aliyuncs.com", ".maas.aliyuncs.com"],
      ),
      around: inVariable("DASHSCOPE_API_KEY"),
    },
    { id: "dashscope-coding-plan-key", title: "Coding Plan key", evidence: "C", shapes: [["sk-sp-", hex(32)]] },
    {
      id: "dashscope-workspace-key",
      title: "workspace key",
      evidence: "C",
      shapes: ["sk-ws-", "sk-sp-"].map((head) => [
        head,
        capitals(1),
        ".",
        capitals(4, 10),
        ".",
        alnum(3, 8),
        ".ME",
        url(60, 120),
      ]),
      check: endsInSignature,
    },
  ),
  ...defineRules(
    {
      provider: "minimax",
      vendor: "MiniMax",
      envNames: ["MINIMAX_API_KEY"],
      revokeUrl: "https://platform.minimax.io/user-center/basic-information/interface-key",
      sources: [betterleaks("minimax"), modelsDev("minimax")],
    },
    { id: "minimax-api-key", title: "API key", evidence: "B", shapes: [["sk-api-", url(119)]] },
    { id: "minimax-plan-key", title: "plan key", evidence: "C", shapes: [["sk-cp-", url(40, 130)]], check: notWords },
    {
      id: "minimax-legacy-key",
      title: "older key",
      evidence: "C",
      shapes: [JWT],
      context: near(["minimax"], ["api.minimax.io", "api.minimaxi.com"]),
      check: claiming("GroupName", "SubjectID", "GroupID"),
      notes: expiry,
      seal: asToken({ SubjectID: "m" }),
      around: inVariable("MINIMAX_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "siliconflow",
      vendor: "SiliconFlow",
      envNames: ["SILICONFLOW_API_KEY", "SILICONFLOW_CN_API_KEY"],
      revokeUrl: "https://cloud.siliconflow.com/account/ak",
      sources: [modelsDev("siliconflow")],
    },
    {
      id: "siliconflow-api-key",
      title: "API key",
      evidence: "C",
      shapes: [["sk-", lowerLetters(48)]],
      context: near(["siliconflow"], ["api.siliconflow.com", "api.siliconflow.cn"]),
      check: notWords,
      around: inVariable("SILICONFLOW_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "modelscope",
      vendor: "ModelScope",
      envNames: ["MODELSCOPE_API_KEY", "MODELSCOPE_SDK_TOKEN"],
      revokeUrl: "https://modelscope.cn/my/myaccesstoken",
      sources: [modelsDev("modelscope")],
    },
    {
      id: "modelscope-token",
      title: "SDK token",
      evidence: "C",
      shapes: [["ms-", ...uuid]],
    },
  ),
];
