import { jwtShape } from "./forms";
import { alone, context, pair, provider } from "./kind";
import { GLUED, about, alsoNot, coded, exceptFor, free, heads, mixed, oneOf, run, shape, uuid } from "./shape";
import { ALNUM, HEX, LOWER, LOWER_ALNUM, UPPER_ALNUM, URL_SAFE, plausible } from "./text";

export const INFERENCE_HOST = [
  provider(
    "together",
    "TOGETHER_API_KEY",
    alone("B", "API key", shape("tgp_v1_", run(URL_SAFE, 43))),
    context("C", "legacy key", shape(run(HEX, 64))),
  ),
  provider(
    "fireworks",
    "FIREWORKS_API_KEY",
    alone(
      "C",
      "API key",
      alsoNot(oneOf(shape("fw_", mixed(24)), shape("fw_", mixed(22))), (random) => [
        { text: "fw_" + plausible(() => random.chars(LOWER, 22)), why: "an identifier: no digit and no capital" },
      ]),
    ),
  ),
  provider("replicate", "REPLICATE_API_TOKEN", alone("B", "API token", shape("r8_", run(ALNUM, 37)))),
  provider("cerebras", "CEREBRAS_API_KEY", alone("A", "API key", shape(heads("csk-", "csk_"), run(LOWER_ALNUM, 48)))),
  provider(
    "nvidia",
    "NVIDIA_API_KEY",
    alone("A", "scoped key", shape("nvapi-", run(URL_SAFE, 64, { from: 60, to: Infinity }))),
    context(
      "B",
      "legacy NGC key",
      shape(
        coded(
          (random) => Buffer.from(`${random.chars(LOWER_ALNUM, 26)}:${random.uuid()}`).toString("base64"),
          "x".repeat(84),
          "fixed",
        ),
      ),
      { env: "NGC_API_KEY" },
    ),
  ),
  provider("sambanova", "SAMBANOVA_API_KEY", context("C", "API key", shape(uuid()))),
  provider("siliconflow", "SILICONFLOW_API_KEY", context("C", "API key", shape("sk-", run(LOWER, 48)))),
  provider(
    "baseten",
    "BASETEN_API_KEY",
    alone(
      "A",
      "API key (issued from 2026-10-01)",
      alsoNot(exceptFor([GLUED], shape("b10_", free(ALNUM, 8), ".", run(ALNUM, 32))), (random) => [
        { text: "b10_" + random.chars(ALNUM, 8), why: "only the public id of a key" },
      ]),
    ),
    context("B", "older key", shape(free(ALNUM, 8), ".", run(ALNUM, 32))),
  ),
  provider(
    "modal",
    "MODAL_TOKEN_SECRET",
    pair(
      "B",
      "token id + secret",
      shape("as-", run(ALNUM, 22)),
      (random) => "ak-" + plausible(() => random.chars(ALNUM, 22)),
    ),
  ),
  provider(
    "runpod",
    "RUNPOD_API_KEY",
    alone(
      "B",
      "API key",
      alsoNot(shape("rpa_", free(UPPER_ALNUM, 40), free(ALNUM, 6)), (random) => [
        { text: "rpa_" + plausible(() => random.chars(ALNUM, 30)), why: "the shape of Redirect.pizza" },
      ]),
    ),
    context("D", "S3 secret", shape("rps_", about(ALNUM, 40))),
  ),
  provider("anyscale", "ANYSCALE_API_KEY", alone("D", "legacy endpoint key", shape("esecret_", about(ALNUM, 32)))),
  provider("lepton", "LEPTON_API_TOKEN", context("D", "workspace token", shape(about(ALNUM, 32)))),
  provider("deepinfra", "DEEPINFRA_API_KEY", context("D", "API token", shape(about(ALNUM, 32)))),
  provider("novita", "NOVITA_API_KEY", context("D", "API key", shape("sk_", about(URL_SAFE, 43)))),
  provider("nebius", "NEBIUS_API_KEY", context("C", "API key", jwtShape())),
  provider(
    "lambda",
    "LAMBDA_API_KEY",
    context(
      "C",
      "API key",
      oneOf(
        shape("secret_", free(LOWER, 8), "_", about(HEX, 32)),
        shape("secret_", free(LOWER, 8), "_", free(HEX, 32), ".", about(ALNUM, 32)),
      ),
    ),
  ),
  provider("fal", "FAL_KEY", alone("C", "key id:secret", shape(uuid(), ":", run(HEX, 32)))),
  provider("ollama-cloud", "OLLAMA_API_KEY", alone("B", "API key", shape(run(HEX, 32), ".", about(URL_SAFE, 24)))),
  provider("friendli", "FRIENDLI_TOKEN", alone("B", "token", shape("flp_", run(ALNUM, 46)))),
  provider(
    "chutes",
    "CHUTES_API_KEY",
    alone(
      "C",
      "API key",
      alsoNot(shape("cpk_", free(HEX, 32), ".", free(HEX, 32), ".", free(ALNUM, 32)), (random) => [
        { text: "cpk_" + random.chars(HEX, 32), why: "only its first part" },
      ]),
    ),
  ),
  provider("modelscope", "MODELSCOPE_API_KEY", alone("C", "SDK token", shape("ms-", uuid()))),
  provider("vast-ai", "VAST_API_KEY", context("B", "API key", shape(run(HEX, 64)))),
  provider(
    "saladcloud",
    "SALAD_API_KEY",
    alone("B", "API key", shape("salad_cloud_", free(ALNUM, 5), "_", about(ALNUM, 48))),
  ),
].flat();
