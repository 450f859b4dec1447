import { azureSearchKey } from "./checksums";
import { bytes, jwt, jwtShape, laterOn } from "./forms";
import { alone, context, provider } from "./kind";
import { about, alsoNot, coded, free, mixed, oneOf, run, shape, uuid } from "./shape";
import { ALNUM, HEX, URL_SAFE } from "./text";

export const VECTOR = [
  provider(
    "azure-ai-search",
    "AZURE_SEARCH_KEY",
    alone(
      "A",
      "admin or query key",
      alsoNot(
        shape(coded((random) => azureSearchKey(random, random.pick(["query", "admin"])), "x".repeat(52), "fixed")),
        (random) => {
          const key = azureSearchKey(random, "admin");
          return [{ text: key.slice(0, 42) + "AzSf" + key.slice(46), why: "another signature" }];
        },
      ),
    ),
  ),
  provider(
    "pinecone",
    "PINECONE_API_KEY",
    alone(
      "B",
      "API key",
      oneOf(shape("pcsk_", free(ALNUM, 6), "_", run(ALNUM, 63)), shape("pcsk_", free(ALNUM, 5), "_", run(ALNUM, 63))),
    ),
    context("B", "legacy key", shape(uuid())),
  ),
  provider(
    "weaviate",
    "WEAVIATE_API_KEY",
    alone(
      "B",
      "cluster key (generator v200)",
      alsoNot(
        shape(
          coded(
            (random) => {
              const parts = [bytes(random, 12), bytes(random, 32)].map((part) => part.toString("base64"));
              return Buffer.from([...parts, "v200"].join("_")).toString("base64");
            },
            "x".repeat(80) + "PV92MjAw",
            "fixed",
          ),
        ),
        (random) => [{ text: random.chars(ALNUM, 80) + "PV92MjAx", why: "another generator" }],
      ),
    ),
    context("D", "older key", shape(free(ALNUM, 36))),
  ),
  provider(
    "qdrant",
    "QDRANT_API_KEY",
    context(
      "A",
      "granular database key",
      jwtShape("HS256", (random) => ({ access: random.pick(["r", "m"]), exp: laterOn(random) })),
    ),
    context("C", "admin / management key", shape(uuid(), "|", about(URL_SAFE, 40))),
  ),
  provider(
    "voyage",
    "VOYAGE_API_KEY",
    context("B", "dashboard key", shape("pa-", run(URL_SAFE, 43))),
    context("B", "Atlas model key", oneOf(shape("al-", run(URL_SAFE, 43)), shape("al-eu-", run(URL_SAFE, 43)))),
  ),
  provider("jina", "JINA_API_KEY", alone("B", "API key", shape("jina_", free(HEX, 32), run(ALNUM, 28)))),
  provider("llamacloud", "LLAMA_CLOUD_API_KEY", alone("C", "API key", shape("llx-", about(ALNUM, 48)))),
  provider("mem0", "MEM0_API_KEY", alone("C", "API key", shape("m0-", mixed(40)))),
  provider("unstructured", "UNSTRUCTURED_API_KEY", context("D", "API key", shape(about(ALNUM, 30)))),
  provider(
    "zep",
    "ZEP_API_KEY",
    context(
      "C",
      "API key",
      shape(
        "z_",
        coded((random) => jwt(random), "eyJ"),
      ),
    ),
  ),
  provider("turbopuffer", "TURBOPUFFER_API_KEY", alone("C", "API key", shape("tpuf_", about(ALNUM, 32)))),
  provider(
    "astra-db",
    "ASTRA_DB_APPLICATION_TOKEN",
    alone("C", "application token", shape("AstraCS:", free(ALNUM, 24), ":", run(HEX, 64))),
  ),
].flat();
