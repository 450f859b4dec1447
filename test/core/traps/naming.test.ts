// Where a name stands that says whose a value is, and where one stands that says nothing of it.
import { hex, testTraps } from "./trap";
import type { Random } from "../../support/random";

const uuid = (random: Random): string => [8, 4, 4, 4, 12].map((length) => hex(random, length)).join("-");

describe("naming", () => {
  testTraps([
    [
      "a call over several lines",
      (random) => `final model = GenerativeClarifai(\n  model: 'outline',\n  apiKey: '${hex(random, 32)}',\n);`,
      "clarifai-access-token",
    ],
    [
      "a map with another entry before the key, also with CRLF",
      (random) => `config:\r\n  clarifai:\r\n    region: eu\r\n    apiKey: "${hex(random, 32)}"\r\n`,
      "clarifai-access-token",
    ],
    [
      "a section with another entry before the key",
      (random) => `[clarifai]\nregion = eu\napi_key = ${hex(random, 32)}\n`,
      "clarifai-access-token",
    ],
    [
      "a block that another one has ended before",
      (random) => `clarifai:\n  region: eu\nother:\n  apiKey: "${hex(random, 32)}"\n`,
    ],
    ["a line that opens a block of ids", (random) => `clarifai:\n  region: eu\n  commit: ${hex(random, 32)}\n`],
    [
      "a host anywhere, and a header",
      (random) => `GET https://api.clarifai.com/v2/models\n\n\nAuthorization: Key ${hex(random, 32)}\n`,
      "clarifai-access-token",
    ],
    [
      "a host anywhere, and a header named after its value",
      (random) =>
        `let url = "https://api.clarifai.com/v2"\nrequest.setValue("${hex(random, 32)}", forHTTPHeaderField: "Authorization")`,
      "clarifai-access-token",
    ],
    [
      "a host anywhere, and a header that is no key",
      (random) =>
        `let url = "https://api.clarifai.com/v2"\nrequest.setValue("${hex(random, 32)}", forHTTPHeaderField: "X-Request-Id")`,
    ],
    ["a short word as a client", (random) => `client = Exa("${uuid(random)}")`, "exa-api-key"],
    ["a short word with a key", (random) => `exa_key = "${uuid(random)}"`, "exa-api-key"],
    ["a short word inside of another", (random) => `Example key: ${uuid(random)}, hexakey = "${uuid(random)}"`],
    ["a short word in its plain sense", (random) => `put them together: ${hex(random, 64)}`],
    [
      "ids, whoever's they are",
      (random) =>
        [
          `const deepaiJobId = "${uuid(random)}";`,
          `<meta name="deepai-request-id" content="${uuid(random)}">`,
          `- name: DEEPAI_REQUEST_ID\n  value: "${uuid(random)}"`,
          `app.deepai.job.id=${uuid(random)}`,
        ].join("\n"),
    ],
    [
      "an element with the name of a key",
      (random) => `<add name="deepai-key" value="${uuid(random)}">`,
      "deepai-api-key",
    ],
  ]);
});
