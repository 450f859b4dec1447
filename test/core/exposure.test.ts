import assert from "node:assert/strict";
import {
  ASKABLE,
  bareKey,
  DEFAULT_POLICY,
  type ExposureAnswer,
  type ExposureEvidence,
  exposureMarkdown,
  exposureText,
  type Issuer,
  issuerOf,
  judgeExposure,
  KEYLESS_RULES,
  type Outcome,
  RULES,
  STEPS,
  VERDICTS,
} from "../../src/core/index";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";

const URL = "https://issuer.example/keys";

/** One letter a step, in the order index, head, history, refs, remotes: y, n, f, or - for not asked. */
function facts(letters: string, more: readonly ExposureEvidence[] = []): readonly ExposureEvidence[] {
  const outcomes: Record<string, Outcome> = { y: "yes", n: "no", f: "failed", "-": "not-asked" };
  const steps = ["index", "head", "history", "refs", "remotes"] as const;
  return [
    ...steps.map((step, at) => ({ step, outcome: outcomes[letters[at] ?? ""] ?? "no", detail: `detail of ${step}` })),
    ...more,
  ];
}

const outside = (outcome: Outcome): ExposureEvidence => ({ step: "hmsl", outcome, detail: "detail of hmsl" });

describe("judgeExposure", () => {
  const TABLE: readonly (readonly [string, string, string, boolean])[] = [
    ["nothing anywhere", "nnnnn", "local-only", true],
    ["only staged", "ynnnn", "local-only", true],
    ["in the current commit", "yyyyn", "committed", true],
    ["in the history alone: stash, reflog, dangling", "nnynn", "committed", true],
    ["a tag alone", "nnnyn", "committed", true],
    ["pushed", "nnyny", "pushed", true],
    ["pushed is stronger than a failure", "ffffy", "pushed", false],
    ["committed is stronger than a failure", "fyfff", "committed", false],
    ["nothing proven and one step failed", "nnfnn", "unknown", false],
    ["staged and a step failed", "yfnnn", "unknown", false],
    ["all failed", "fffff", "unknown", false],
    ["not asked at all", "-----", "unknown", false],
    ["one not asked", "nnnn-", "unknown", false],
  ];
  for (const [name, letters, verdict, complete] of TABLE)
    it(`${name}: ${verdict}`, () => {
      const judged = judgeExposure({ evidence: facts(letters) });
      assert.equal(judged.verdict, verdict);
      assert.equal(judged.complete, complete);
    });

  it("without any evidence: unknown", () => assert.equal(judgeExposure({ evidence: [] }).verdict, "unknown"));

  it("an outside step that was not asked, or failed, changes no verdict", () => {
    assert.deepEqual(pick(judgeExposure({ evidence: facts("nnnnn", [outside("not-asked")]) })), ["local-only", true]);
    assert.deepEqual(pick(judgeExposure({ evidence: facts("nnnnn", [outside("failed")]) })), ["local-only", false]);
  });

  it("the file's own state advises and decides nothing", () => {
    const ignored = (outcome: Outcome): ExposureEvidence => ({ step: "ignored", outcome, detail: "" });
    for (const outcome of ["yes", "no"] as const)
      assert.deepEqual(pick(judgeExposure({ evidence: facts("nnnnn", [ignored(outcome)]) })), ["local-only", true]);
  });

  function pick({ verdict, complete }: ReturnType<typeof judgeExposure>): unknown {
    return [verdict, complete];
  }

  it("gives what was found as reasons, each once", () => {
    assert.deepEqual(judgeExposure({ evidence: facts("nnyny") }).reasons, ["detail of history", "detail of remotes"]);
    const failed = facts("nnnnn").map((one) => ({ ...one, outcome: "failed" as const, detail: "same" }));
    assert.deepEqual(judgeExposure({ evidence: failed }).reasons, ["same"]);
    assert.equal(judgeExposure({ evidence: facts("nnnnn") }).reasons.length, 1);
  });

  for (const letters of ["nnynn", "nnyny"])
    it(`${letters}: rotate at the issuer first, then clean, then move`, () => {
      const [rotate, clean, move, ...more] = judgeExposure({ evidence: facts(letters), revokeUrl: URL }).nextSteps;
      assert.match(rotate ?? "", /^Rotate the key first: revoke it at https:\/\/issuer\.example\/keys /);
      assert.match(clean ?? "", /^Then clean the history/);
      assert.match(move ?? "", /env file/);
      assert.deepEqual(more, []);
    });

  it("a pushed key's clean-up says that copies stay", () => {
    assert.match(judgeExposure({ evidence: facts("nnyny") }).nextSteps[1] ?? "", /force-push.*forks/);
  });

  it("an issuer without a page is still named", () => {
    assert.match(judgeExposure({ evidence: facts("nnyny") }).nextSteps[0] ?? "", /where it was issued/);
  });

  it("a local key is moved, without rotation", () => {
    assert.deepEqual(judgeExposure({ evidence: facts("nnnnn"), revokeUrl: URL }).nextSteps, [
      "Move the key to an env file.",
    ]);
    assert.equal(judgeExposure({ evidence: facts("ynnnn"), revokeUrl: URL }).nextSteps.length, 2);
  });

  it("a key in an env file is kept out of Git, and nothing more when it is", () => {
    const env = (outcome: Outcome): readonly string[] =>
      judgeExposure({ evidence: facts("nnnnn", [{ step: "ignored", outcome, detail: "" }]), inEnvFile: true })
        .nextSteps;
    assert.deepEqual(env("yes"), []);
    assert.match(env("no")[0] ?? "", /\.gitignore/);
  });

  it("unknown asks for a complete check, and for rotation in doubt", () => {
    const steps = judgeExposure({ evidence: facts("fffff"), revokeUrl: URL }).nextSteps;
    assert.match(steps[0] ?? "", /check again/);
    assert.match(steps[1] ?? "", /treat the key as published: revoke it at https/);
  });
});

describe("next steps fitted to the issuer", () => {
  const PUBLISHED = facts("nnyny", [outside("yes")]);
  const stepsOf = (ruleId: string, evidence = PUBLISHED, mask = ""): readonly string[] => {
    const issuer = issuerOf({ ruleId, mask });
    return judgeExposure({ evidence, revokeUrl: URL, ...(issuer && { issuer }) }).nextSteps;
  };
  const shows = (steps: readonly string[], ...patterns: readonly RegExp[]): void => {
    assert.equal(steps.length, patterns.length, steps.join("\n"));
    patterns.forEach((pattern, index) => assert.match(steps[index] ?? "", pattern));
  };
  const [rotate, wait, clean, move] = [/^Rotate the key first: /, /^Do not wait /, /^Then clean/, /env file/];

  it("has nothing to add where nothing is known", () => shows(stepsOf("cohere-api-key"), rotate, clean, move));

  it("says what the issuer is known to do, right after rotating, and leaves nothing to it", () => {
    shows(stepsOf("openai-project-key"), rotate, /GitHub tells.*OpenAI has disabled .* a day after/, clean, move);
    shows(stepsOf("google-api-key"), /restricted to the APIs/, /Google blocks .*reported as leaked/, clean, move);
    shows(stepsOf("google-gemini-auth-key"), rotate, /^Do not wait for others to stop it\. Google/, clean, move);
    shows(stepsOf("aws-access-key-id"), /deactivate/, /AWSCompromisedKeyQuarantineV4.*stays alive/, clean, move);
    shows(stepsOf("groq-api-key"), rotate, wait, clean, move);
  });

  it("says it of pushed keys as well, and of no others", () => {
    shows(stepsOf("openai-project-key", facts("nnyny")), rotate, wait, clean, move);
    for (const letters of ["nnnnn", "nnynn", "fffff"])
      for (const step of stepsOf("openai-project-key", facts(letters))) assert.doesNotMatch(step, wait);
  });

  it("rotates both keys of an Azure resource, wherever it says to rotate, and offers to go keyless", () => {
    const azure = /other key .* Keys and Endpoint at https:\/\/issuer\.example\/keys, then the other one too/;
    shows(stepsOf("azure-ai-key"), azure, wait, clean, move, /Go Keyless \(Azure\)/);
    shows(stepsOf("azure-search-key"), /both admin keys/, clean, move, /Go Keyless \(Azure\)/);
    assert.match(stepsOf("azure-ai-key", facts("nnynn"))[0] ?? "", azure);
    assert.match(stepsOf("azure-ai-key", facts("fffff"))[1] ?? "", azure);
  });

  it("knows the keys that an identity can replace", () => {
    const keyless = RULES.filter(({ id }) => issuerOf({ ruleId: id, mask: "" })?.keyless).map(({ id }) => id);
    assert.deepEqual(keyless.sort(), [...KEYLESS_RULES].sort());
  });

  it("comes to revocation without login last, and calls it final", () => {
    const last = /without login: .*`keystow revoke`.* That is final, and its owner is told\.$/;
    shows(stepsOf("huggingface-token", PUBLISHED, "hf_…37"), rotate, /mails/, clean, move, last);
    shows(stepsOf("github-token", PUBLISHED, "ghp_…40"), rotate, clean, move, last);
    shows(stepsOf("github-token", PUBLISHED, "ghs_…40"), rotate, clean, move);
  });

  it("says nothing of a page that it does not know", () => {
    const issuer: Issuer = { rotate: "turn it at {page}", sources: [] };
    assert.match(judgeExposure({ evidence: PUBLISHED, issuer }).nextSteps[0] ?? "", /where it was issued/);
  });
});

describe("the table of steps", () => {
  it("has each id once, and words for everything", () => {
    assert.equal(new Set(STEPS.map(({ id }) => id)).size, STEPS.length);
    for (const step of STEPS)
      for (const words of [step.question, step.asks, step.sends, step.proves, step.provesNot])
        assert.ok(words.length > 0);
  });
  it("sends nothing, unless it asks others", () => {
    const asking = STEPS.filter(({ sends }) => sends !== "nothing").map(({ id }) => id);
    assert.deepEqual(asking, ASKABLE);
  });
});

describe("answers for people", () => {
  const answer: ExposureAnswer = {
    file: "src/[a](command:x).ts",
    startLine: 3,
    fingerprint: "k1:0",
    ruleId: "openai-project-key",
    title: "OpenAI project key",
    mask: "sk-proj-…164",
    evidence: facts("nnyny", [
      { step: "history", outcome: "yes", detail: "by <b>Ann</b> | `x`\u001b[31m\nnext", link: "https://a.example/b" },
    ]),
    ...judgeExposure({ evidence: facts("nnyny"), revokeUrl: URL }),
  };

  it("Markdown: verdict, steps and evidence, and no markup from the repository", () => {
    const page = exposureMarkdown([answer]);
    assert.match(page, /^# Is the key published\?\n/);
    assert.match(page, /## OpenAI project key sk-proj-…164: pushed\n/);
    assert.ok(page.includes("src/\\[a\\]\\(command:x\\).ts:3"));
    assert.ok(page.includes("by \\<b\\>Ann\\</b\\> \\| \\`x\\`\ufffd\\[31m next [Look](<https://a.example/b>) |"));
    assert.match(page, /\n1\. Rotate the key first/);
    for (const row of page.split("\n").filter((line) => line.startsWith("| Does")))
      assert.equal(row.replaceAll("\\|", "").split("|").length, 7);
  });

  it("text: one line a step, and no control characters", () => {
    const text = exposureText([answer]);
    assert.ok(text.startsWith("src/[a](command:x).ts:3  OpenAI project key sk-proj-…164: pushed\n"));
    assert.match(text, /\n {2}yes {12}history {4}detail of history\n/);
    assert.match(text, /\n {2}1\. Rotate/);
    assert.equal(/[\p{Cc}]/u.test(text.replaceAll("\n", "")), false);
  });

  it("an incomplete answer says so, and no answer too", () => {
    const incomplete = { ...answer, ...judgeExposure({ evidence: facts("fffff") }) };
    assert.match(exposureMarkdown([incomplete]), /incomplete/);
    assert.match(exposureText([incomplete]), /cannot tell\n.*incomplete/);
    assert.match(exposureMarkdown([]), /no key/);
  });

  it("never calls the absence of evidence safe", () => {
    for (const { name, meaning } of Object.values(VERDICTS))
      assert.equal(/\b(?:safe|clean)\b/.test(`${name} ${meaning}`), false);
    assert.match(VERDICTS["local-only"].meaning, /not proof/);
  });
});

describe("bareKey", () => {
  it("knows a kind that is known by its shape, and covers the text", () => {
    const kind = KEY_KINDS.find(({ provider, use }) => provider === "anthropic" && use === "alone");
    assert(kind);
    const key = kind.make(randomFrom("bare"));
    const finding = bareKey(key, DEFAULT_POLICY);
    assert.match(finding.ruleId, /^anthropic-/);
    assert.equal(finding.span.end.offset, key.length);
  });
  it("takes any other text as a key of no known kind, and hashes no guessable value", () => {
    const hex = randomFrom("hex").chars("0123456789abcdef", 32);
    assert.equal(bareKey(hex, DEFAULT_POLICY).fingerprintOf, "key");
    const weak = bareKey("hunter2", DEFAULT_POLICY);
    assert.equal(weak.fingerprintOf, "place");
    assert.equal(weak.mask, "…7");
    assert.equal(weak.fingerprint, bareKey("letmein", DEFAULT_POLICY).fingerprint);
  });
});
