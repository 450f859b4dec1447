// Vector stores, and services that watch what models do.
import { defineRules } from "./rule";
import { alnum, hex, uuid } from "./shape";

const notZero = (value: string): "pass" | "reject" => (/^[0-]+$/.test(value) ? "reject" : "pass");

export const DATA_STORE_RULES = [
  ...defineRules(
    {
      provider: "pinecone",
      vendor: "Pinecone",
      envNames: ["PINECONE_API_KEY"],
      revokeUrl: "https://app.pinecone.io",
      sources: ["https://docs.pinecone.io/guides/projects/manage-api-keys"],
    },
    {
      id: "pinecone-api-key",
      title: "API key",
      evidence: "B",
      shapes: [["pcsk_", alnum(5, 6), "_", alnum(63)]],
    },
    {
      id: "pinecone-legacy-key",
      title: "API key",
      evidence: "B",
      shapes: [uuid],
      context: { names: ["pinecone"], reach: 60 },
      check: notZero,
      around: () => ['PINECONE_API_KEY = "', '"'],
    },
  ),
  ...defineRules(
    {
      provider: "langsmith",
      vendor: "LangSmith",
      envNames: ["LANGSMITH_API_KEY", "LANGCHAIN_API_KEY"],
      revokeUrl: "https://smith.langchain.com/settings",
      sources: [
        "https://docs.smith.langchain.com/administration/how_to_guides/organization_management/create_account_api_key",
      ],
    },
    {
      id: "langsmith-api-key",
      title: "API key",
      evidence: "B",
      shapes: [
        ["lsv2_pt_", hex(32), "_", hex(10)],
        ["lsv2_sk_", hex(32), "_", hex(10)],
      ],
    },
    { id: "langsmith-legacy-key", title: "API key", evidence: "C", shapes: [["ls__", hex(32)]] },
  ),
];
