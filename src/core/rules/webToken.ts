// JSON Web Tokens (RFC 7519), in which many services wrap their keys: the shape is everyone's, the claims say more.
import { decodeBase64, latin1 } from "./checksums";
import type { Check } from "./rule";
import { type Shape, url } from "./shape";

/** Head, claims and signature; the shortest head names just an algorithm. */
export const WEB_TOKEN: Shape = ["eyJ", url(17, 600), ".eyJ", url(10, 2000), ".", url(20, 700)];

type Claims = Readonly<Record<string, unknown>>;

/** The claims of a token, or undefined when it is none. */
export function claimsOf(token: string): Claims | undefined {
  const [head = "", claims = ""] = token.split(".");
  return jsonObject(head) && jsonObject(claims);
}

function jsonObject(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(latin1(decodeBase64(part)) ?? "");
    return typeof value === "object" && value !== null ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}

/** Rejects what is no token, the one that jwt.io shows, and one that names another issuer. */
export const tokenOf =
  (issuer: RegExp) =>
  (token: string): Check => {
    const claims = claimsOf(token);
    if (!claims || claims.name === "John Doe") return "reject";
    return typeof claims.iss === "string" && !issuer.test(claims.iss) ? "reject" : "pass";
  };

/** When a token ends, in words. */
export function expiryOf(token: string): readonly string[] {
  const exp = claimsOf(token)?.exp;
  return typeof exp === "number" ? expiryAt(exp) : [];
}

/** A time in seconds since 1970, in words. */
export function expiryAt(seconds: number): readonly string[] {
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? [] : [`Valid until ${time.toISOString().slice(0, 16).replace("T", " ")} UTC.`];
}

/** Makes drawn text a token of these claims. */
export const asToken =
  (claims: Claims) =>
  (drawn: string): string => {
    const part = (value: Claims): string => btoa(JSON.stringify(value)).replace(/[+/=]/g, "");
    const text = drawn.replaceAll(".", "");
    return [part({ alg: "ES256", typ: "JWT" }), part({ jti: text.slice(30, 52), ...claims }), text.slice(-86)].join(
      ".",
    );
  };
