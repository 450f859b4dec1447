// Doing without a key: which rules have it, and what the page says for each language.
import assert from "node:assert/strict";
import { KEYLESS_RULES, keylessMarkdown, RULES } from "../../src/core/index";

describe("going keyless", () => {
  it("is known for the rules whose keys say so, and for no other", () => {
    const saying = RULES.filter((rule) => {
      const { text, start, end } = rule.sample("keyless");
      return rule.notes?.(text.slice(start, end)).some((note) => note.includes("Microsoft Entra ID"));
    });
    assert.deepEqual([...KEYLESS_RULES].sort(), saying.map(({ id }) => id).sort());
    assert.equal(keylessMarkdown("openai-project-key", "python"), undefined);
    assert.equal(keylessMarkdown("constructor", "python"), undefined);
  });

  const languages: readonly (readonly [string, RegExp])[] = [
    ["python", /from azure\.identity import DefaultAzureCredential/],
    ["javascript", /new DefaultAzureCredential\(\)/],
    ["typescriptreact", /from "@azure\/identity"/],
    ["csharp", /using Azure\.Identity;/],
    ["java", /new DefaultAzureCredentialBuilder\(\)\.build\(\)/],
    ["go", /azidentity\.NewDefaultAzureCredential\(nil\)/],
  ];

  for (const [languageId, code] of languages)
    it(`shows ${languageId} alone`, () => {
      for (const ruleId of KEYLESS_RULES) {
        const page = keylessMarkdown(ruleId, languageId) ?? "";
        assert.match(page, code);
        assert.equal(page.match(/^Packages: /gm)?.length, 1);
      }
    });

  it("names the role, the switch for keys, and its sources", () => {
    const openai = keylessMarkdown("azure-ai-key", "python") ?? "";
    assert.match(openai, /--role "Cognitive Services OpenAI User"/);
    assert.match(openai, /disableLocalAuth=true/);
    assert.match(openai, /<https:\/\/learn\.microsoft\.com\/azure\/developer\/ai\/keyless-connections>/);
    const search = keylessMarkdown("azure-search-key", "python") ?? "";
    assert.match(search, /--role "Search Index Data Reader"/);
    assert.match(search, /az search service update .* --disable-local-auth/);
  });

  it("shows all samples where it has none for the language", () => {
    const page = keylessMarkdown("azure-ai-key", "ruby") ?? "";
    assert.match(page, /There is no sample for Ruby/);
    assert.equal(page.match(/^Packages: /gm)?.length, 5);
  });
});
