import { defineRules, type Vendor } from "./rule";
import { alnum, url } from "./shape";

/** base64 of "OpenAI", in the middle of every key. */
export const OPENAI_MARK = "T3BlbkFJ";

const OPENAI: Vendor = {
  provider: "openai",
  vendor: "OpenAI",
  envNames: ["OPENAI_API_KEY", "OPENAI_ADMIN_KEY"],
  revokeUrl: "https://platform.openai.com/api-keys",
  sources: ["https://platform.openai.com/docs/api-reference/authentication"],
};

const twice = (prefix: string, width: number) => [prefix, url(width), OPENAI_MARK, url(width)];

export const OPENAI_RULES = defineRules(
  OPENAI,
  {
    id: "openai-project-key",
    title: "project key",
    evidence: "B",
    shapes: [twice("sk-proj-", 74), twice("sk-proj-", 58), ["sk-proj-", alnum(20), OPENAI_MARK, alnum(20)]],
  },
  {
    id: "openai-service-account-key",
    title: "service account key",
    evidence: "B",
    shapes: [twice("sk-svcacct-", 74), twice("sk-svcacct-", 58), ["sk-svcacct-", alnum(20), OPENAI_MARK, alnum(20)]],
  },
  {
    id: "openai-admin-key",
    title: "admin key",
    evidence: "B",
    envName: "OPENAI_ADMIN_KEY",
    shapes: [twice("sk-admin-", 58)],
  },
  {
    id: "openai-legacy-key",
    title: "legacy user key",
    evidence: "B",
    shapes: [["sk-", alnum(20), OPENAI_MARK, alnum(20)]],
  },
  {
    // `sk-None-`, `sk-service-`, `sk-<project>-`: whatever the name, the mark says whose key it is.
    id: "openai-named-key",
    title: "key",
    evidence: "B",
    shapes: [["sk-", url(20, 122), OPENAI_MARK, url(20, 80)]],
  },
);
