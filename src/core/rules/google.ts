import { isFirebaseSample } from "./firebaseSamples";
import { defineRules, type Vendor } from "./rule";
import { base64, url } from "./shape";

const GEMINI: Vendor = {
  provider: "google-gemini",
  vendor: "Google Gemini",
  envNames: ["GEMINI_API_KEY", "GOOGLE_API_KEY", "GOOGLE_GENERATIVE_AI_API_KEY", "GOOGLE_AI_API_KEY"],
  revokeUrl: "https://aistudio.google.com/apikey",
  sources: ["https://ai.google.dev/gemini-api/docs/api-key"],
};

const VERTEX: Vendor = {
  provider: "google-vertex",
  vendor: "Google Cloud",
  envNames: ["GOOGLE_CREDENTIALS", "GOOGLE_VERTEX_API_KEY"],
  revokeUrl: "https://console.cloud.google.com/iam-admin/serviceaccounts",
  sources: ["https://cloud.google.com/iam/docs/keys-create-delete"],
};

const PEM_LINE = String.raw`(?:[A-Za-z0-9+/=]|\\[nr]|\s)`;

export const GOOGLE_RULES = [
  ...defineRules(
    GEMINI,
    {
      id: "google-api-key",
      title: "API key",
      evidence: "A",
      shapes: [["AIza", url(35)]],
      check: (key) => (isFirebaseSample(key) ? "sample" : "pass"),
      // The configuration of a Firebase app goes to every browser and phone.
      published: {
        words: ["firebase", "authdomain", "messagingsenderid", "mobilesdk_app_id", "gcm_sender_id", "current_key"],
        unless: ["gemini", "generative", "genai"],
        reach: 300,
      },
      notes: () => ["Keys of this form also open Maps, YouTube and Firebase; a Firebase web key is public by design."],
    },
    {
      id: "google-gemini-auth-key",
      title: "API key",
      evidence: "A",
      shapes: [["AQ.Ab8R", url(46)]],
    },
  ),
  ...defineRules(
    VERTEX,
    {
      id: "google-service-account-key",
      title: "service account private key",
      evidence: "A",
      confidence: "high",
      shapes: [["-----BEGIN PRIVATE KEY-----\\n", base64(1600), "\\n-----END PRIVATE KEY-----"]],
      anchors: ["-----BEGIN PRIVATE KEY-----", "-----BEGIN RSA PRIVATE KEY-----"],
      source: `-----BEGIN (?:RSA )?PRIVATE KEY-----${PEM_LINE}{400,3800}-----END (?:RSA )?PRIVATE KEY-----(?:\\\\n)?`,
      context: { names: [], keyNames: ["private_key"], hosts: [".gserviceaccount.com"], reach: 40 },
      around: () => [
        '{"type": "service_account", "private_key": "',
        '", "client_email": "robot@project.iam.gserviceaccount.com"}',
      ],
    },
    {
      id: "google-oauth-client-secret",
      title: "OAuth client secret",
      evidence: "A",
      envName: "GOOGLE_CLIENT_SECRET",
      shapes: [["GOCSPX-", url(28)]],
    },
    {
      id: "google-oauth-access-token",
      title: "OAuth access token",
      evidence: "B",
      confidence: "medium",
      envName: "GOOGLE_OAUTH_ACCESS_TOKEN",
      shapes: [["ya29.", url(60, 1024)]],
      notes: () => ["An access token lives for about an hour."],
    },
  ),
];
