import { KEYLESS } from "./azure";
import { BASE64, decodeBase64, littleEndian, marvin32 } from "./checksums";
import { defineRules } from "./rule";
import { alnum, oneOf } from "./shape";

/** Bytes under the checksum, which makes up the last four. */
const SUMMED = 35;

type Role = "query" | "admin";

/** ASCII "Query000" and "PAdmin00", each read as one big-endian number: low half, high half. */
const SEEDS: Readonly<Record<Role, readonly [low: number, high: number]>> = {
  query: [0x79303030, 0x51756572],
  admin: [0x696e3030, 0x5041646d],
};

const ROLES: readonly Role[] = ["query", "admin"];

const NOTES: Readonly<Record<Role, string>> = {
  query: "A query key: it reads the documents of every index.",
  admin: "An admin key: it reads, changes and deletes every index.",
};

/** The last four bytes of a key of a role, from its first 35 (Microsoft security-utilities, HIS v1). */
function sumOf(bytes: Uint8Array, role: Role): readonly number[] {
  return littleEndian(marvin32(bytes.subarray(0, SUMMED), ...SEEDS[role]));
}

/** Whose checksum a key carries; undefined when it is nobody's. */
function roleOf(key: string): Role | undefined {
  const bytes = decodeBase64(key);
  return bytes && ROLES.find((role) => sumOf(bytes, role).every((byte, at) => bytes[SUMMED + at] === byte));
}

/** A key with the same head and a checksum that fits; the first character changes until it needs no sign. */
function seal(key: string): string {
  for (const first of BASE64) {
    const head = `${first}${key.slice(1, 46)}`;
    const bytes = decodeBase64(`${head}A`) ?? new Uint8Array();
    const sealed = btoa(String.fromCharCode(...bytes.subarray(0, SUMMED), ...sumOf(bytes, "admin")));
    if (/^[A-Za-z0-9]+$/.test(sealed)) return sealed;
  }
  return key;
}

export const AZURE_SEARCH_RULES = defineRules(
  {
    provider: "azure-ai-search",
    vendor: "Azure AI Search",
    envNames: ["AZURE_SEARCH_KEY", "AZURE_SEARCH_API_KEY", "AZURE_AI_SEARCH_API_KEY", "AZURE_SEARCH_ADMIN_KEY"],
    revokeUrl: "https://portal.azure.com",
    sources: [
      "https://github.com/microsoft/security-utilities",
      "https://learn.microsoft.com/azure/search/search-security-api-keys",
    ],
  },
  {
    id: "azure-search-key",
    title: "key",
    evidence: "A",
    shapes: [[alnum(42), "AzSe", oneOf("ABCD"), alnum(5)]],
    anchors: ["AzSe"],
    lead: 42,
    check: (key) => (roleOf(key) ? "raise" : "lower"),
    notes: (key) => {
      const role = roleOf(key);
      return [...(role ? [NOTES[role]] : []), KEYLESS];
    },
    seal,
  },
);
