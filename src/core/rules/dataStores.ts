// Vector stores, and services that read, embed and remember for them.
import { decodeBase64, latin1 } from "./checksums";
import { asToken, claimsOf, expiry, issuedBy, JWT } from "./jwt";
import { inVariable, near, spelled } from "./near";
import { inBothCases, inBothCasesWithDigit, notZero } from "./randomness";
import { defineRules } from "./rule";
import { alnum, base64, hex, url, uuid } from "./shape";

/** Weaviate's generator packs an id, a secret and its own version into base64. */
const isWeaviate = (key: string): boolean =>
  /^[A-Za-z0-9+/=]{16}_[A-Za-z0-9+/=]{44}_v200$/.test(latin1(decodeBase64(key)) ?? "");

const qdrantToken = issuedBy(/qdrant/i);

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
      context: near(["pinecone"], [".pinecone.io"]),
      check: notZero,
      around: inVariable("PINECONE_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "weaviate",
      vendor: "Weaviate",
      envNames: ["WEAVIATE_API_KEY", "WCD_API_KEY", "WCS_API_KEY"],
      revokeUrl: "https://console.weaviate.cloud",
      sources: ["https://docs.weaviate.io/cloud/manage-clusters/authentication"],
    },
    {
      id: "weaviate-api-key",
      title: "API key",
      evidence: "B",
      shapes: [[base64(80), "PV92MjAw"]],
      anchors: ["PV92MjAw"],
      lead: 80,
      check: (key) => (isWeaviate(key) ? "pass" : "reject"),
      // Sixteen characters of base64, forty-four with padding, and the version.
      seal: (key) => btoa(`${key.slice(0, 16)}_${key.slice(16, 59)}=_v200`),
    },
    {
      id: "weaviate-legacy-key",
      title: "API key",
      evidence: "D",
      shapes: [[alnum(36)]],
      context: { names: ["weaviate", ...spelled("wcd_api", "wcs_api")], reach: 60 },
      check: inBothCases(),
      around: inVariable("WEAVIATE_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "qdrant",
      vendor: "Qdrant",
      envNames: ["QDRANT_API_KEY", "QDRANT__SERVICE__API_KEY"],
      revokeUrl: "https://cloud.qdrant.io",
      sources: ["https://qdrant.tech/documentation/cloud/authentication/"],
    },
    {
      id: "qdrant-database-key",
      title: "database key",
      evidence: "A",
      shapes: [JWT],
      context: { names: ["qdrant"], hosts: [".cloud.qdrant.io"], reach: 80 },
      // What a key may do is a claim of its own; a token without it is likely another service's.
      check: (key) => (qdrantToken(key) === "pass" && !claimsOf(key)?.access ? "lower" : qdrantToken(key)),
      notes: expiry,
      seal: asToken({ access: "m" }),
      around: inVariable("QDRANT_API_KEY"),
    },
    {
      id: "qdrant-management-key",
      title: "management key",
      evidence: "C",
      shapes: [[...uuid, "|", url(20, 100)]],
      context: near(["qdrant"], [".cloud.qdrant.io"]),
      check: (key) => notZero(key.slice(0, 36)),
      around: inVariable("QDRANT_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "voyage",
      vendor: "Voyage AI",
      envNames: ["VOYAGE_API_KEY", "VOYAGEAI_API_KEY"],
      revokeUrl: "https://dashboard.voyageai.com/organization/api-keys",
      sources: ["https://docs.voyageai.com/docs/api-key-and-installation"],
    },
    {
      id: "voyage-api-key",
      title: "API key",
      evidence: "B",
      shapes: [["pa-", url(43)]],
      context: { names: ["voyage"], hosts: ["api.voyageai.com", "voyageai"], reach: 80 },
      check: inBothCases(3),
      around: inVariable("VOYAGE_API_KEY"),
    },
    {
      id: "voyage-atlas-key",
      title: "Atlas model key",
      evidence: "B",
      shapes: [
        ["al-", url(43)],
        ["al-eu-", url(43)],
      ],
      context: { names: ["voyage", "mongodb"], hosts: ["ai.mongodb.com", "api.voyageai.com", "voyageai"], reach: 80 },
      check: inBothCases(3),
      around: inVariable("VOYAGE_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "jina",
      vendor: "Jina AI",
      envNames: ["JINA_API_KEY", "JINAAI_API_KEY"],
      revokeUrl: "https://jina.ai/api-dashboard",
      sources: ["https://jina.ai/embeddings/"],
    },
    { id: "jina-api-key", title: "API key", evidence: "B", shapes: [["jina_", hex(32), url(28)]] },
  ),
  ...defineRules(
    {
      provider: "llamacloud",
      vendor: "LlamaCloud",
      envNames: ["LLAMA_CLOUD_API_KEY", "LLAMA_PARSE_API_KEY"],
      revokeUrl: "https://cloud.llamaindex.ai/api-key",
      sources: ["https://docs.cloud.llamaindex.ai/api_key"],
    },
    { id: "llamacloud-api-key", title: "API key", evidence: "C", shapes: [["llx-", alnum(48)]] },
  ),
  ...defineRules(
    {
      provider: "mem0",
      vendor: "Mem0",
      envNames: ["MEM0_API_KEY"],
      revokeUrl: "https://app.mem0.ai/dashboard/api-keys",
      sources: ["https://docs.mem0.ai/platform/quickstart"],
    },
    {
      id: "mem0-api-key",
      title: "API key",
      evidence: "C",
      shapes: [["m0-", alnum(24, 44)]],
      check: inBothCasesWithDigit(3),
    },
  ),
  ...defineRules(
    {
      provider: "unstructured",
      vendor: "Unstructured",
      envNames: ["UNSTRUCTURED_API_KEY"],
      revokeUrl: "https://platform.unstructured.io",
      sources: ["https://docs.unstructured.io/api-reference/overview"],
    },
    {
      id: "unstructured-api-key",
      title: "API key",
      evidence: "D",
      shapes: [[alnum(30)]],
      // The adjective is everywhere, so only the variable and the header count.
      context: { names: spelled("unstructured_api_key"), reach: 40 },
      check: inBothCases(),
      around: inVariable("UNSTRUCTURED_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "zep",
      vendor: "Zep",
      envNames: ["ZEP_API_KEY"],
      revokeUrl: "https://app.getzep.com",
      sources: ["https://help.getzep.com/projects"],
    },
    {
      id: "zep-api-key",
      title: "API key",
      evidence: "C",
      shapes: [["z_eyJ", ...JWT.slice(1)]],
      context: near(["getzep"], ["api.getzep.com"], { words: ["zep"] }),
      around: inVariable("ZEP_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "turbopuffer",
      vendor: "turbopuffer",
      envNames: ["TURBOPUFFER_API_KEY"],
      revokeUrl: "https://turbopuffer.com/dashboard",
      sources: ["https://turbopuffer.com/docs/auth"],
    },
    { id: "turbopuffer-api-key", title: "API key", evidence: "C", shapes: [["tpuf_", alnum(20, 64)]] },
  ),
  ...defineRules(
    {
      provider: "astra-db",
      vendor: "DataStax Astra DB",
      envNames: ["ASTRA_DB_APPLICATION_TOKEN"],
      revokeUrl: "https://astra.datastax.com/settings/tokens",
      sources: ["https://docs.datastax.com/en/astra-db-serverless/administration/manage-application-tokens.html"],
    },
    {
      id: "astra-db-token",
      title: "application token",
      evidence: "C",
      shapes: [["AstraCS:", alnum(20, 40), ":", hex(64)]],
    },
  ),
];
