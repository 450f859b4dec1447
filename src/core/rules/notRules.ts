// Kinds of keys that no rule finds, and why: what is left out is as much a fact as what is found.

export interface NotRule {
  /** Id and kind in the table of providers that the facts come from. */
  readonly provider: string;
  readonly kind: string;
  readonly why: string;
}

export const NOT_RULES: readonly NotRule[] = [
  {
    provider: "ideogram",
    kind: "API key",
    why: "its shape is not published: opaque, of about 86 url-safe characters, which any token could be",
  },
];
