// Kinds of keys that nothing is looked for, and why.

export interface NotRule {
  /** Id and kind in the table of providers that the facts come from. */
  readonly provider: string;
  readonly kind: string;
  readonly why: string;
}

export const NOT_RULES: readonly NotRule[] = [
  {
    provider: "writer",
    kind: "API key",
    why: "Writer has published no shape: some 40 to 70 characters without fixed text, named by an everyday word.",
  },
  {
    provider: "stepfun",
    kind: "API key",
    why: "StepFun has published no shape. Keys that look like `sk-` and 32 hex digits are found as `ai-service-sk-key`.",
  },
  {
    provider: "ideogram",
    kind: "API key",
    why: "Ideogram has published no shape: about 86 url-safe characters without fixed text, which any token could be.",
  },
];
