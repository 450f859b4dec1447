// Azure's keys in all the forms that people write them in, and what only looks like one.
import assert from "node:assert/strict";
import { azureKey, azureSearchKey } from "../../support/keys/index";
import { type Random, randomFrom } from "../../support/random";
import { alnum, findingsIn, hex, testTraps, type Trap } from "./trap";

const KEY = "azure-ai-legacy-key";
const HOSTS = [
  "https://atlas.openai.azure.com",
  "https://atlas.cognitiveservices.azure.com",
  "https://atlas.services.ai.azure.com",
  "https://api.cognitive.microsofttranslator.com",
];

/** A file that names a host somewhere, far from the key. */
const withHost = (random: Random, line: string): string =>
  `${line}\n${"# more\n".repeat(200)}endpoint = "${random.pick(HOSTS)}/"\n`;

/** What stands around the key on its line, with an Azure host elsewhere in the file. */
const NEAR_HOSTS: Readonly<Record<string, readonly [before: string, after: string]>> = {
  "a header in Python": ['headers = {"api-key": "', '"}'],
  "a header in JavaScript": ["headers: { 'api-key': '", "' }"],
  "a header of curl": ['curl "$ENDPOINT/openai/models" -H "api-key: ', '"'],
  "a header in C#": ['client.DefaultRequestHeaders.Add("api-key", "', '");'],
  "a header in a .http file": ["api-key: ", ""],
  "an argument": ['client = OpenAI(base_url=endpoint, api_key="', '")'],
  "a variable that is named after OpenAI": ["OPENAI_API_KEY=", ""],
  "a credential": ['new AzureKeyCredential("', '")'],
  "a section of settings": ['"Model": {\n  "ApiKey": "', '"\n}'],
};

/** What stands around the key where the name alone says whose it is. */
const NAMED: Readonly<Record<string, readonly [before: string, after: string]>> = {
  "an env file": ["AZURE_OPENAI_API_KEY=", ""],
  "an env file with Microsoft's shorter name": ["AZURE_API_KEY=", ""],
  "the variable of the speech samples": ["export SPEECH_KEY=", ""],
  "a class and a key": ['"AzureOpenAI:ApiKey": "', '"'],
  "YAML under the vendor's name": ["azure_openai:\n  api_key: ", ""],
  "a subscription header": ['"Ocp-Apim-Subscription-Key": "', '"'],
  "a subscription header of curl": ["curl -H 'Ocp-Apim-Subscription-Key: ", "'"],
  "the speech SDK in Python": ['speechsdk.SpeechConfig(subscription="', '", region="westeurope")'],
  "the speech SDK in C#": ['SpeechConfig.FromSubscription("', '", "westeurope");'],
  "a client in one line": ['new AzureOpenAIClient(new Uri(endpoint), new AzureKeyCredential("', '"));'],
};

const CONNECTIONS = [
  "endpoint=https://atlas.openai.azure.com/;key=",
  "Endpoint=https://atlas.openai.azure.com/;Key=",
  "Endpoint=https://atlas.openai.azure.com;ApiKey=",
  "Endpoint=https://atlas.services.ai.azure.com/models;Key=",
  "endpoint=https://atlas.cognitiveservices.azure.com/;apikey=",
];

describe("Azure's keys of 32 hex digits", () => {
  const around =
    ([before, after]: readonly [string, string]) =>
    (random: Random): string =>
      before + hex(random, 32) + after;
  const near = Object.entries(NEAR_HOSTS).flatMap(([what, place]): readonly Trap[] => [
    [`are found in ${what} with a host in the file`, (random) => withHost(random, around(place)(random)), KEY],
    [`are no finding in ${what} without one`, around(place)],
  ]);
  const named = Object.entries(NAMED).map(([what, place]): Trap => [`are found in ${what}`, around(place), KEY]);
  const connected = CONNECTIONS.map((start): Trap => [
    `are found after ${start}`,
    (random) => `connection = "${start}${hex(random, 32)}"`,
    KEY,
  ]);
  testTraps([
    ...near,
    ...named,
    ...connected,
    [
      "are no finding in a connection string of another service",
      (random) => `Endpoint=sb://atlas.servicebus.windows.net/;Key=${hex(random, 32)}`,
    ],
    ["but an MD5 is none", (random) => withHost(random, `api_key_md5 = "${hex(random, 32)}"`)],
    ["nor the id of a tenant without dashes", (random) => `azure_openai_tenant_id = "${hex(random, 32)}"`],
    ["nor the id of a subscription", (random) => withHost(random, `subscription_id = "${hex(random, 32)}"`)],
    ["nor a part of a commit", (random) => withHost(random, `azure_openai_commit: ${hex(random, 40)}`)],
    ["nor the digits in capitals", (random) => `AZURE_OPENAI_API_KEY=${hex(random, 32).toUpperCase()}A`],
  ]);

  it("are of medium confidence, and say that a key is not needed", () => {
    const [finding] = findingsIn(`AZURE_OPENAI_API_KEY=${hex(randomFrom("entra"), 32)}`);
    assert.equal(finding?.confidence, "medium");
    assert.match(finding.notes.join(" "), /Microsoft Entra ID/);
  });
});

describe("Azure's keys of 84 characters", () => {
  it("state month and service; a checksum of either kind makes sure, a wrong one lowers and never drops", () => {
    const random = randomFrom("84");
    for (const [checksum, confidence] of [
      ["base62", "high"],
      ["base64", "high"],
      ["wrong", "medium"],
    ] as const) {
      const [finding] = findingsIn(`key = "${azureKey(random, { checksum, year: 2025, month: 3, service: "B" })}"`);
      assert.deepEqual([finding?.ruleId, finding?.confidence], ["azure-ai-key", confidence]);
      const notes = finding?.notes.join(" ") ?? "";
      for (const note of ["March 2025", "Azure OpenAI", "Microsoft Entra ID"]) assert.ok(notes.includes(note), note);
    }
  });

  const forms: readonly Trap[] = CONNECTIONS.map((start) => [
    `are found after ${start}`,
    (random) => `"${start}${azureKey(random)}"`,
    "azure-ai-key",
  ]);
  testTraps([
    ...forms,
    ["are found in a header", (random) => `{"api-key": "${azureKey(random)}"}`, "azure-ai-key"],
    ["but as many characters without the signature are none", (random) => `api_key = "${alnum(random, 84)}"`],
  ]);
});

describe("Azure AI Search's keys", () => {
  it("testTraps by their checksum whether they only read", () => {
    const random = randomFrom("search");
    for (const role of ["query", "admin"] as const)
      for (let i = 0; i < 20; i++) {
        const [finding] = findingsIn(`key = "${azureSearchKey(random, role)}"`);
        assert.deepEqual([finding?.ruleId, finding?.confidence], ["azure-search-key", "high"]);
        assert.match(finding?.notes.join(" ") ?? "", new RegExp(`^An? ${role} key: .*Microsoft Entra ID`));
      }
  });

  it("are found with a checksum that does not fit, with less confidence and no word on their role", () => {
    const random = randomFrom("wrong");
    for (let i = 0; i < 20; i++) {
      const key = azureSearchKey(random, "admin");
      const [finding] = findingsIn(`key = "${key.slice(0, 48)}${alnum(random, 4)}"`);
      assert.deepEqual([finding?.ruleId, finding?.confidence], ["azure-search-key", "medium"]);
      assert.doesNotMatch(finding?.notes.join(" ") ?? "", /(?:query|admin) key/);
    }
  });

  testTraps([
    [
      "are found in a connection string",
      (random) => `Endpoint=https://atlas.search.windows.net/;Key=${azureSearchKey(random, "query")}`,
      "azure-search-key",
    ],
    ["but 52 letters and digits without the signature are none", (random) => `AZURE_SEARCH_KEY=${alnum(random, 52)}`],
  ]);
});
