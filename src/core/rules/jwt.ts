// JSON Web Tokens (RFC 7519), in which many services wrap their keys: the shape is everyone's, the claims say more.
import { decodeBase64, encodeBase64Url, latin1 } from "./checksums";
import type { Check } from "./rule";
import { type Shape, url } from "./shape";

/** Head, claims and signature; the shortest head names just an algorithm. */
export const JWT: Shape = ["eyJ", url(17, 600), ".eyJ", url(10, 2000), ".", url(20, 700)];

type Claims = Readonly<Record<string, unknown>>;

/** The claims of a token, or undefined when it is none. */
export function claimsOf(token: string): Claims | undefined {
  const [head, claims] = token.split(".").map(jsonObject);
  return head && "alg" in head ? claims : undefined;
}

function jsonObject(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(latin1(decodeBase64(part)) ?? "");
    return typeof value === "object" && value !== null ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}

/** A token that can be read, and is not the one that jwt.io made for everybody's documentation. */
export function readable(token: string): Check {
  const claims = claimsOf(token);
  if (!claims) return "reject";
  return claims.sub === "1234567890" || claims.name === "John Doe" ? "sample" : "pass";
}

/** A readable token that claims what only one issuer's do. */
export const claiming =
  (...names: readonly string[]) =>
  (token: string): Check => {
    const claims = claimsOf(token) ?? {};
    return names.some((name) => name in claims) ? readable(token) : "reject";
  };

/** A readable token that names no other issuer. */
export const issuedBy =
  (issuer: RegExp) =>
  (token: string): Check => {
    const named = claimsOf(token)?.iss;
    return typeof named === "string" && !issuer.test(named) ? "reject" : readable(token);
  };

/** When a token ends, as it says itself. */
export function expiry(token: string): readonly string[] {
  const exp = claimsOf(token)?.exp;
  return typeof exp === "number" ? expiryAt(exp) : [];
}

/** A time in seconds since 1970, in words. */
export function expiryAt(seconds: number): readonly string[] {
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? [] : [`Valid until ${time.toISOString().slice(0, 16).replace("T", " ")} UTC.`];
}

/** Makes a drawn text a readable token of these claims and a drawn id. */
export const asToken =
  (claims: Claims = {}) =>
  (drawn: string): string => {
    const [, body = "", signature = ""] = drawn.split(".");
    const part = (value: Claims): string => encodeBase64Url(JSON.stringify(value));
    return [part({ alg: "HS256", typ: "JWT" }), part({ jti: body.slice(3, 43), ...claims }), signature].join(".");
  };
