import { hasGithubChecksum, sha256Base32, withGithubChecksum } from "./checksums";
import { defineRules, type Vendor } from "./rule";
import { alnum, digits, url } from "./shape";

const GITHUB: Vendor = {
  provider: "github",
  vendor: "GitHub",
  envNames: ["GITHUB_TOKEN", "GH_TOKEN", "GITHUB_API_KEY", "COPILOT_GITHUB_TOKEN"],
  revokeUrl: "https://github.com/settings/tokens",
  sources: ["https://github.blog/engineering/behind-githubs-new-authentication-token-formats/"],
};

/** Of the last block's 59 characters, the eight from the 44th on are made of all that stands before them. */
const FINE_HEAD = "github_pat_".length + 22 + 1 + 43;
const fineSum = (token: string): string => sha256Base32(token.slice(0, FINE_HEAD), 8);

export const GITHUB_RULES = defineRules(
  GITHUB,
  {
    id: "github-token",
    title: "token",
    evidence: "A",
    shapes: [..."pous"].map((kind) => [`gh${kind}_`, alnum(36)]),
    check: hasGithubChecksum,
    seal: withGithubChecksum,
    nearMisses: (dice) => [`ghp_${dice.draw("abcdefghijkABCDEFGHIJK", 30)}000000`],
  },
  {
    id: "github-refresh-token",
    title: "refresh token",
    evidence: "A",
    shapes: [["ghr_", alnum(76)]],
    check: hasGithubChecksum,
    seal: withGithubChecksum,
  },
  {
    id: "github-fine-grained-token",
    title: "fine-grained token",
    evidence: "A",
    shapes: [["github_pat_", alnum(22), "_", alnum(59)]],
    // GitHub has not documented this sum: it may raise confidence, never lower it.
    check: (token) => (fineSum(token) === token.slice(FINE_HEAD, FINE_HEAD + 8) ? "raise" : "pass"),
    seal: (token) => token.slice(0, FINE_HEAD) + fineSum(token) + token.slice(FINE_HEAD + 8),
  },
  {
    id: "github-installation-token",
    title: "app installation token",
    evidence: "A",
    shapes: [["ghs_", digits(1, 20), "_eyJ", url(20, 200), ".", url(20, 1200), ".", url(20, 700)]],
  },
);
