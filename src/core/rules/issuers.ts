// What the services that issue keys do about leaked ones, and the one request each that tells whether a key works. This
// is the whole list of where a key may ever be sent: to its own issuer, after a person's yes.

/** How a request carries the key. A key never stands in an address. */
export type KeyPlace =
  /** `header: before + key`. */
  | { readonly header: string; readonly before?: string }
  /** HTTP Basic (RFC 7617) over a text in which `{key}` stands for the key. */
  | { readonly basic: string }
  /** A form (application/x-www-form-urlencoded) whose text has `{key}`, encoded. */
  | { readonly form: string };

/** A read-only request that bills nothing. An answer that is neither live nor dead means "could not tell". */
export interface Liveness {
  /** Default: GET. */
  readonly method?: "POST";
  /** https; `{host}` stands for the customer's own host. */
  readonly url: string;
  /** The end of that host, such as `.openai.azure.com`: it is taken from the text around the key. */
  readonly hostSuffix?: string;
  readonly key: KeyPlace;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON that is sent along. */
  readonly body?: string;
  /** Statuses that say it works. */
  readonly live: readonly number[];
  /** Statuses that say it does not. */
  readonly dead: readonly number[];
  /** Texts in the answer that say so whatever its status, looked for in this order. */
  readonly says?: readonly { readonly text: string; readonly means: LivenessState }[];
}

/** `leaked`: its issuer has blocked it because it was found in public. */
export type LivenessState = "live" | "dead" | "leaked" | "unknown";

export interface Issuer {
  readonly liveness?: Liveness;
  /** Kinds of keys (rule ids) that `liveness` would ask wrongly, or that must not be tried. */
  readonly notLive?: readonly string[];
  /** GitHub tells it of keys in public repositories and npm packages. Being told is not revoking. */
  readonly toldByGitHub?: true;
  /** What it is known to do with leaked keys: one or two sentences, with nothing promised. */
  readonly onLeak?: string;
  /** How to rotate where "revoke it and make a new one" is not enough: completes "Rotate the key first: …". */
  readonly rotate?: string;
  /** Revocation without a login, by whoever has the key; final. */
  readonly revocation?: { readonly url: string; readonly body: "credentials" };
  readonly sources: readonly string[];
}

/** By the provider's id. */
export const ISSUERS: Readonly<Record<string, Issuer>> = {};
