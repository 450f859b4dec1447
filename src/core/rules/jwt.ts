// JSON Web Tokens (RFC 7519) that serve as keys: what they claim is readable, who takes them is not.
import { decodeBase64, encodeBase64Url, latin1 } from "./checksums";
import type { Check } from "./rule";
import { type Shape, url } from "./shape";

export const JWT: Shape = ["eyJ", url(17, 300), ".eyJ", url(10, 2000), ".", url(20, 700)];

type Claims = Readonly<Record<string, unknown>>;

/** The claims of a token; undefined when it is none. */
function claimsOf(token: string): Claims | undefined {
  const [head, claims] = token.split(".").map((part) => parsed(latin1(decodeBase64(part))));
  return head && "alg" in head ? claims : undefined;
}

function parsed(text: string | undefined): Claims | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return typeof value === "object" && value !== null ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}

/** A token that can be read, and is not the one that jwt.io made for everybody's documentation. */
export function readable(token: string): Check {
  const claims = claimsOf(token);
  if (!claims) return "reject";
  return claims.sub === "1234567890" ? "sample" : "pass";
}

/** A readable token that claims what only one issuer's do. */
export const claiming =
  (...names: readonly string[]) =>
  (token: string): Check => {
    const claims = claimsOf(token) ?? {};
    return names.some((name) => name in claims) ? readable(token) : "reject";
  };

/** When a token ends, as it says itself. */
export function expiry(token: string): readonly string[] {
  const exp = claimsOf(token)?.exp;
  const at = typeof exp === "number" ? new Date(exp * 1000) : undefined;
  return at && !Number.isNaN(at.getTime()) ? [`Expires on ${at.toISOString().slice(0, 10)}.`] : [];
}

/** Makes a drawn text a readable token. */
export const sealed =
  (claim = "sub", length = 10) =>
  (drawn: string): string => {
    const [, body = "", signature = ""] = drawn.split(".");
    const part = (claims: Claims): string => encodeBase64Url(JSON.stringify(claims));
    return [part({ alg: "HS256", typ: "JWT" }), part({ [claim]: body.slice(3, 3 + length) }), signature].join(".");
  };
