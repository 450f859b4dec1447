import { crcBase62 } from "./checksums";
import { jwtShape } from "./forms";
import { alone, context, provider } from "./kind";
import { GLUED, about, alsoNot, coded, exceptFor, free, heads, run, shape, type Part } from "./shape";
import { ALNUM, BASE64, HEX, URL_SAFE } from "./text";

/** Fifty characters and their checksum. */
function vercel(): Part {
  return coded(
    (random) => {
      const body = random.chars(ALNUM, 50);
      return body + crcBase62(body);
    },
    "x".repeat(56),
    "fixed",
  );
}

export const GATEWAY = [
  provider(
    "openrouter",
    "OPENROUTER_API_KEY",
    alone("A", "API key (and, per three first-hand reports, provisioning keys)", shape("sk-or-v1-", run(HEX, 64))),
    alone("D", "management key", shape("sk-or-mgmt-", about(URL_SAFE, 64))),
  ),
  provider(
    "portkey",
    "PORTKEY_API_KEY",
    context("D", "API key", shape(about(BASE64, 27), "="), { line: (key) => `"x-portkey-api-key": "${key}"` }),
  ),
  provider(
    "vercel",
    "VERCEL_TOKEN",
    alone("B", "AI Gateway key", shape("vck_", vercel()), { env: "AI_GATEWAY_API_KEY" }),
    alone("B", "personal / integration / app / refresh tokens", shape(heads("vcp_", "vci_", "vca_", "vcr_"), vercel())),
    context("B", "legacy token", shape(run(ALNUM, 24))),
    context("D", "v0 key", exceptFor([GLUED], shape("v1:", free(ALNUM, 24), ":", free(ALNUM, 32))), {
      env: "V0_API_KEY",
    }),
  ),
  provider(
    "litellm",
    "LITELLM_API_KEY",
    context("A", "virtual key", exceptFor([GLUED], shape("sk-", free(URL_SAFE, 22)))),
    context("A", "master key", exceptFor([GLUED], shape("sk-", free(ALNUM, 24))), { env: "LITELLM_MASTER_KEY" }),
  ),
  provider("requesty", "REQUESTY_API_KEY", alone("C", "API key", shape("rqsty-sk-", about(BASE64, 64)))),
  provider(
    "edenai",
    "EDENAI_API_KEY",
    // The head and the claims are always 36 and 92 characters long, so they hold no expiry.
    context(
      "B",
      "API token",
      jwtShape("HS256", (random) => ({ user_id: random.uuid(), type: "api_token" })),
    ),
  ),
  provider(
    "gateways-misc",
    "AIHUBMIX_API_KEY",
    context(
      "C",
      "relay key",
      alsoNot(shape("sk-", run(ALNUM, 48)), () => [{ text: "sk-circle", why: "a class name" }]),
    ),
  ),
].flat();
