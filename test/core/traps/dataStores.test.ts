import assert from "node:assert/strict";
import { jwt } from "../../support/keys/index";
import { randomFrom } from "../../support/random";
import { alnum, base64, confidencesIn, findingsIn, hex, lower, testTraps, words, wordsOf, ZERO } from "./trap";

describe("traps of vector stores", () => {
  testTraps([
    ["Pinecone: the UUID of zeros", () => `PINECONE_API_KEY=${ZERO}`],
    ["Pinecone: the id of a project", (random) => `pinecone_project_id = "${random.uuid()}"`],
    [
      "Pinecone: no other vendor's head is seen inside its own",
      (random) => `key = "pcsk_${alnum(random, 5)}_${alnum(random, 63)}"`,
      "pinecone-api-key",
    ],
    [
      "Weaviate: a static key of one's own server",
      () => 'WEAVIATE_API_KEY="adminkey" AUTHENTICATION_APIKEY=user-a-key',
    ],
    ["Weaviate: the end of its keys on another value", (random) => `x = "${base64(random, 80)}PV92MjAw"`],
    ["Qdrant: the documentation's key", () => 'QDRANT_API_KEY="your_secret_api_key_here"'],
    ["Qdrant: a UUID alone", (random) => `qdrant_point = "${random.uuid()}"`],
    [
      "Qdrant: the token of another issuer",
      (random) => `QDRANT_TOKEN=${jwt(random, { payload: { iss: "https://login.example.org/", access: "m" } })}`,
    ],
    ["Voyage: a slug that begins with pa-", (random) => `voyage_page = "pa-${wordsOf(random, "-", 43)}"`],
    ["Voyage: a slug that begins with al-", (random) => `voyage_page = "al-${wordsOf(random, "-", 43)}"`],
    [
      "Voyage: its shape where nothing names it",
      (random) => `key = "pa-${alnum(random, 43)}" + "al-${alnum(random, 43)}"`,
    ],
    ["Voyage: its shape inside of words", (random) => `voyage = "spa-${alnum(random, 43)} real-${alnum(random, 43)}"`],
    ["Jina: an identifier", (random) => `jina_${wordsOf(random, "_", 60)}`],
    [
      "LlamaCloud: documentation and geometry",
      () => 'LLAMA_CLOUD_API_KEY="llx-..." ; llx-lly-urx-ury = bounds(llx-margin)',
    ],
    ["Mem0: names of processors", (random) => `m0-${wordsOf(random, "", 30)} m0-${lower(random, 30)}`],
    ["Unstructured: the adjective", (random) => `unstructured_data_token = "${alnum(random, 30)}"`],
    [
      "Zep: a variable that begins with z_",
      () => "z_offset.x_position_of_the_camera_in_the_scene = z_buffer.depth_value",
    ],
    ["Zep: its shape where nothing names it", (random) => `key = "z_${jwt(random)}"`],
    ["turbopuffer: an identifier", (random) => `tpuf_${words(random, "_", 30)}`],
    ["Astra DB: only the first part of a token", (random) => `AstraCS:${alnum(random, 24)}`],
    ["Astra DB: too few digits", (random) => `AstraCS:${alnum(random, 24)}:${hex(random, 63)}`],
  ]);

  it("Qdrant: a token without the claim of what it may do weighs less", () => {
    const random = randomFrom("claims");
    const weigh = (payload?: Readonly<Record<string, unknown>>): readonly string[] =>
      confidencesIn(`QDRANT_API_KEY=${jwt(random, payload ? { payload } : {})}`);
    assert.deepEqual(weigh({ access: "r", exp: 1_950_000_000 }), ["medium"]);
    assert.deepEqual(weigh(), ["low"]);
  });

  it("tokens say until when they are valid", () => {
    const [finding] = findingsIn(
      `QDRANT_API_KEY=${jwt(randomFrom("exp"), { payload: { access: "r", exp: 1_950_000_000 } })}`,
    );
    assert.deepEqual(finding?.notes, ["Valid until 2031-10-17 10:40 UTC."]);
  });
});
