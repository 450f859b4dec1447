// Services that hear, speak and sing.
import { bareHex } from "./bareHex";
import { END, START } from "./boundaries";
import { inVariable, near, spelled } from "./near";
import { inBothCases, inBothCasesWithDigit, notZero, withDigit } from "./randomness";
import { defineRules } from "./rule";
import { alnum, hex, lower, url, uuid, word } from "./shape";

export const SPEECH_RULES = [
  ...defineRules(
    {
      provider: "elevenlabs",
      vendor: "ElevenLabs",
      envNames: ["ELEVENLABS_API_KEY", "ELEVEN_API_KEY", "XI_API_KEY"],
      revokeUrl: "https://elevenlabs.io/app/settings/api-keys",
      sources: ["https://elevenlabs.io/docs/api-reference/authentication"],
    },
    {
      id: "elevenlabs-api-key",
      title: "API key",
      evidence: "A",
      // Keys bound to a region name it at the end.
      shapes: [
        ["sk_", hex(48)],
        ["sk_", hex(48), "_residency_", lower(2, 12)],
      ],
    },
    {
      id: "elevenlabs-legacy-key",
      title: "API key",
      evidence: "B",
      shapes: [[hex(32)]],
      context: near([...spelled("eleven_labs", "eleven_api", "xi_api_key")], ["api.elevenlabs.io"]),
      around: inVariable("ELEVENLABS_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "assemblyai",
      vendor: "AssemblyAI",
      envNames: ["ASSEMBLYAI_API_KEY", "AAI_API_KEY"],
      revokeUrl: "https://www.assemblyai.com/app/api-keys",
      sources: ["https://www.assemblyai.com/docs/api-reference/overview"],
    },
    {
      id: "assemblyai-api-key",
      title: "API key",
      evidence: "B",
      shapes: [[lower(32)]],
      context: near(spelled("assembly_ai", "aai_api_key"), ["api.assemblyai.com", "api.eu.assemblyai.com"]),
      check: withDigit,
      around: inVariable("ASSEMBLYAI_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "deepgram",
      vendor: "Deepgram",
      envNames: ["DEEPGRAM_API_KEY"],
      revokeUrl: "https://console.deepgram.com",
      sources: ["https://developers.deepgram.com/docs/create-additional-api-keys"],
    },
    {
      id: "deepgram-api-key",
      title: "API key",
      evidence: "B",
      ...bareHex(40),
      context: near(["deepgram"], ["api.deepgram.com"]),
      around: inVariable("DEEPGRAM_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "cartesia",
      vendor: "Cartesia",
      envNames: ["CARTESIA_API_KEY"],
      revokeUrl: "https://play.cartesia.ai/keys",
      sources: ["https://docs.cartesia.ai/get-started/make-an-api-request"],
    },
    {
      id: "cartesia-api-key",
      title: "API key",
      evidence: "C",
      shapes: [
        ["sk_car_", word(20, 40)],
        ["sk_car_", word(20, 40), ".", url(20, 60)],
      ],
      source: `${START}sk_car_[A-Za-z0-9_]{20,40}(?:\\.[A-Za-z0-9_-]{20,60})?${END}`,
      check: inBothCases("sk_car_".length),
      nearMisses: (dice) => [`sk_car_${dice.draw("abcXYZ019", 19)}`],
    },
  ),
  ...defineRules(
    {
      provider: "livekit",
      vendor: "LiveKit",
      envNames: ["LIVEKIT_API_SECRET", "LIVEKIT_API_KEY"],
      revokeUrl: "https://cloud.livekit.io",
      sources: ["https://docs.livekit.io/home/get-started/authentication/"],
    },
    {
      id: "livekit-api-secret",
      title: "API secret",
      evidence: "B",
      shapes: [[alnum(43, 44)]],
      // The id beside it starts with "API", as much else does, and the addresses of a chain are as long: the name decides.
      context: near(["livekit"], [".livekit.cloud"]),
      check: inBothCases(),
      around: inVariable("LIVEKIT_API_SECRET"),
    },
  ),
  ...defineRules(
    {
      provider: "retell",
      vendor: "Retell AI",
      envNames: ["RETELL_API_KEY"],
      revokeUrl: "https://dashboard.retellai.com/apiKey",
      sources: ["https://docs.retellai.com/accounts/api-keys-overview"],
    },
    { id: "retell-api-key", title: "API key", evidence: "B", shapes: [["key_", hex(28)]] },
  ),
  ...defineRules(
    {
      provider: "vapi",
      vendor: "Vapi",
      envNames: ["VAPI_API_KEY", "VAPI_PRIVATE_KEY"],
      revokeUrl: "https://dashboard.vapi.ai/org/api-keys",
      sources: ["https://docs.vapi.ai/api-reference"],
    },
    {
      id: "vapi-private-key",
      title: "private key",
      evidence: "D",
      shapes: [uuid],
      // Public keys, assistants and phone numbers are UUIDs too, so a name must say "key".
      context: { names: spelled("vapi_api", "vapi_private", "vapi_key", "vapi_token", "vapi_secret"), reach: 40 },
      check: notZero,
      around: inVariable("VAPI_PRIVATE_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "hume",
      vendor: "Hume AI",
      envNames: ["HUME_API_KEY", "HUME_SECRET_KEY"],
      revokeUrl: "https://app.hume.ai/keys",
      sources: ["https://dev.hume.ai/docs/introduction/api-key"],
    },
    {
      id: "hume-api-key",
      title: "API key or secret key",
      evidence: "D",
      shapes: [[alnum(48)], [alnum(64)]],
      context: { names: spelled("hume_api", "hume_secret", "hume_key", "hume_ai"), reach: 40 },
      check: inBothCasesWithDigit(),
      around: inVariable("HUME_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "suno",
      vendor: "Suno",
      envNames: ["SUNO_API_KEY", "SUNO_COOKIE"],
      revokeUrl: "https://suno.com/account",
      sources: ["https://docs.sunoapi.org/"],
    },
    {
      id: "suno-reseller-key",
      title: "key of a reseller",
      evidence: "D",
      shapes: [[hex(32)]],
      context: { names: spelled("suno_api", "suno_key", "suno_token"), reach: 40 },
      around: inVariable("SUNO_API_KEY"),
    },
  ),
];
