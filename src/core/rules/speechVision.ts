import { defineRules } from "./rule";
import { hex, lower } from "./shape";

export const SPEECH_VISION_RULES = defineRules(
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
    context: { names: ["elevenlabs", "eleven_labs", "eleven_api", "xi-api-key", "xi_api_key"], reach: 60 },
    around: () => ['ELEVENLABS_API_KEY = "', '"'],
  },
);
