import { alone, context, pair, provider } from "./kind";
import { about, free, heads, oneOf, ranging, run, shape, uuid } from "./shape";
import { ALNUM, HEX, LOWER_ALNUM, plausible } from "./text";

export const SPEECH_VISION = [
  provider(
    "elevenlabs",
    "ELEVENLABS_API_KEY",
    alone(
      "A",
      "API key",
      oneOf(shape("sk_", run(HEX, 48)), shape("sk_", run(HEX, 48), heads("_residency_eu", "_residency_in"))),
    ),
    context("B", "legacy key", shape(run(HEX, 32)), { line: (key) => `headers = {"xi-api-key": "${key}"}` }),
  ),
  provider("assemblyai", "ASSEMBLYAI_API_KEY", context("B", "API key", shape(run(HEX, 32, { wrong: "*" })))),
  provider("deepgram", "DEEPGRAM_API_KEY", context("B", "API key", shape(run(HEX, 40)))),
  provider("runway", "RUNWAYML_API_SECRET", alone("B", "API key", shape("key_", run(HEX, 128)))),
  provider(
    "luma",
    "LUMAAI_API_KEY",
    alone("D", "API key", oneOf(shape("luma-", uuid(), "-", uuid()), shape("luma-api-", about(ALNUM, 40)))),
  ),
  provider("suno", "SUNO_API_KEY", context("D", "reseller key / cookie", shape(about(HEX, 32)))),
  provider(
    "kling",
    "KLINGAI_SECRET_KEY",
    pair("C", "access + secret key", shape(run(ALNUM, 32)), (random) => plausible(() => random.chars(ALNUM, 32))),
  ),
  provider(
    "cartesia",
    "CARTESIA_API_KEY",
    alone("C", "API key", shape(heads("sk_car_", "sk_car_admin_"), about(ALNUM, 21))),
  ),
  provider(
    "livekit",
    "LIVEKIT_API_SECRET",
    pair(
      "B",
      "key + secret",
      shape(ranging(ALNUM, 43, 44)),
      (random) => "API" + plausible(() => random.chars(ALNUM, 12)),
    ),
  ),
  provider("retell", "RETELL_API_KEY", alone("B", "API key", shape("key_", run(HEX, 28)))),
  provider("vapi", "VAPI_PRIVATE_KEY", context("D", "private/public key", shape(uuid()))),
  provider(
    "hume",
    "HUME_API_KEY",
    context("D", "API key / secret", oneOf(shape(about(ALNUM, 48)), shape(about(ALNUM, 64)))),
  ),
  provider(
    "black-forest-labs",
    "BFL_API_KEY",
    context("D", "API key", oneOf(shape(uuid()), shape("bfl_", about(ALNUM, 32)))),
  ),
  provider(
    "photoroom",
    "PHOTOROOM_API_KEY",
    alone("B", "API key", shape(heads("sk_pr_", "sandbox_sk_pr_"), free(LOWER_ALNUM, 8), "_", run(HEX, 40))),
  ),
].flat();
