import assert from "node:assert/strict";
import { randomFrom } from "../../support/random";
import { alnum, confidencesIn, hex, lower, testTraps, type Trap, words } from "./trap";

/** How a repository of a vendor is pinned to a commit. */
const COMMITS: readonly ((vendor: string, sha: string) => string)[] = [
  (vendor, sha) => `uses: ${vendor}/setup-action@${sha}`,
  (vendor, sha) => `${vendor} @ git+https://github.com/${vendor}/client.git@${sha}`,
  (vendor, sha) => `"resolved": "git+ssh://git@github.com/${vendor}/client.git#${sha}"`,
  (vendor, sha) => `https://github.com/${vendor}/client/commit/${sha}`,
  (vendor, sha) => `https://github.com/${vendor}/client/blob/${sha}/README.md`,
  (vendor, sha) => `${vendor} = { git = "https://github.com/x/y", rev = "${sha}" }`,
  (vendor, sha) => `${vendor}_commit: ${sha}`,
  (vendor, sha) => `${vendor}_git_sha = "${sha}"`,
  (vendor, sha) => `const ${vendor}Revision = "${sha}"`,
];

describe("traps of speech and vision", () => {
  const commits = ["deepgram", "wandb", "serper"].flatMap((vendor): readonly Trap[] =>
    COMMITS.map((line) => [`a commit: ${line(vendor, "…")}`, (random) => line(vendor, hex(random, 40))]),
  );
  testTraps([
    ...commits,
    ["ElevenLabs: Stripe's keys", (random) => `sk_live_${alnum(random, 24)} sk_test_${alnum(random, 24)}`],
    ["ElevenLabs: Pollinations' keys", (random) => `key = "sk_${hex(random, 32)}"`],
    ["AssemblyAI: an MD5", (random) => `assemblyai_audio_md5 = "${hex(random, 32)}"`],
    [
      "AssemblyAI: a word of 32 letters",
      () => `assemblyai_name = "${"transcriptionwithspeakerlabelsnow".slice(0, 32)}"`,
    ],
    ["key_: of 28 hex digits, Retell's", (random) => `key = "key_${hex(random, 28)}"`, "retell-api-key"],
    ["key_: of 64, Cursor's", (random) => `key = "key_${hex(random, 64)}"`, "cursor-api-key"],
    ["key_: of 128, Runway's", (random) => `key = "key_${hex(random, 128)}"`, "runway-api-key"],
    ["key_: of any other width", (random) => [27, 29, 63, 65, 127, 129].map((n) => `key_${hex(random, n)}`).join("\n")],
    ["key_: an identifier", (random) => `key_${words(random, "_", 28)} key_${words(random, "", 64).slice(0, 64)}`],
    ["key-: Mailgun's", (random) => `key-${hex(random, 32)}`],
    ["Luma: a file's name", (random) => `luma-${words(random, "-", 40)}.mp4`],
    ["Luma: a slug that goes on with api", (random) => `luma-api-${words(random, "-", 40)}`],
    ["Suno: a wrapper's key of another shape", (random) => `SUNO_API_KEY=${alnum(random, 40)}`],
    ["LiveKit: the defaults of a development server", () => "LIVEKIT_API_KEY=devkey\nLIVEKIT_API_SECRET=secret"],
    ["LiveKit: an id and a secret that nothing names", (random) => `"API${alnum(random, 12)}"\n"${alnum(random, 43)}"`],
    ["Vapi: its public key", (random) => `VAPI_PUBLIC_KEY=${random.uuid()}`],
    ["Vapi: the id of an assistant", (random) => `vapi.start({ assistantId: "${random.uuid()}" })`],
    ["Retell: its public key", (random) => `RETELL_PUBLIC_KEY=public_key_${hex(random, 20)}`],
    ["Hume: the English word", (random) => `exhume = "${alnum(random, 48)}"`],
    ["Black Forest Labs: any other UUID", (random) => `request_id = "${random.uuid()}" // flux`],
    [
      "Kling: a pair that nothing names",
      (random) => `access = "${alnum(random, 32)}"\nsecret = "${alnum(random, 32)}"`,
    ],
    ["Photoroom: another name before the digits", (random) => `sk_prx_team_${hex(random, 40)}`],
    ["a word before the head", (random) => `ask_car_${lower(random, 21)} monkey_${hex(random, 64)}`],
  ]);

  it("keys that are a vendor's by their context are never of high confidence", () => {
    const random = randomFrom("confidence");
    for (const line of [
      `DEEPGRAM_API_KEY=${hex(random, 40)}`,
      `ASSEMBLYAI_API_KEY=${hex(random, 32)}`,
      `LIVEKIT_API_SECRET=${alnum(random, 43)}`,
      `headers = {"Authorization": "Token ${hex(random, 40)}"}\nhost = "api.deepgram.com"`,
      `headers = {"authorization": "${hex(random, 32)}"}\nhost = "https://api.assemblyai.com/v2"`,
    ])
      assert.deepEqual(confidencesIn(line), ["medium"]);
  });
});
