// Azure services that take an identity in place of a key: the code, the role and how keys are switched off, by rule.
import { languageTitle } from "./fix/languages/ids";
import { ruleOf } from "./rules/index";

interface Sample {
  readonly languageIds: readonly string[];
  /** The language of the code block. */
  readonly code: string;
  readonly install: string;
  readonly text: string;
}

interface Service {
  /** Each with what it allows. */
  readonly roles: readonly (readonly [role: string, allows: string])[];
  /** What has to be true before a role counts. */
  readonly before: string;
  /** Switches keys off. */
  readonly disable: string;
  readonly samples: readonly Sample[];
  readonly sources: readonly string[];
}

const SCRIPT_IDS = ["javascript", "javascriptreact", "typescript", "typescriptreact", "vue", "svelte"];

const OPENAI: Service = {
  roles: [
    ["Cognitive Services OpenAI User", "calls of models in Azure OpenAI"],
    ["Cognitive Services User", "calls of the other services: Speech, Vision, Language, Translator and so on"],
  ],
  before:
    "The resource needs a custom subdomain (`https://NAME.openai.azure.com`): a regional address takes keys only.",
  disable: "az resource update --ids RESOURCE_ID --set properties.disableLocalAuth=true",
  samples: [
    {
      languageIds: ["python"],
      code: "python",
      install: "pip install openai azure-identity",
      text: `import os

from azure.identity import DefaultAzureCredential, get_bearer_token_provider
from openai import AzureOpenAI

client = AzureOpenAI(
    azure_endpoint=os.environ["AZURE_OPENAI_ENDPOINT"],
    azure_ad_token_provider=get_bearer_token_provider(
        DefaultAzureCredential(), "https://cognitiveservices.azure.com/.default"
    ),
    api_version="2024-10-21",
)`,
    },
    {
      languageIds: SCRIPT_IDS,
      code: "js",
      install: "npm install openai @azure/identity",
      text: `import { DefaultAzureCredential, getBearerTokenProvider } from "@azure/identity";
import { AzureOpenAI } from "openai";

const client = new AzureOpenAI({
  endpoint: process.env.AZURE_OPENAI_ENDPOINT,
  azureADTokenProvider: getBearerTokenProvider(
    new DefaultAzureCredential(),
    "https://cognitiveservices.azure.com/.default",
  ),
  apiVersion: "2024-10-21",
});`,
    },
    {
      languageIds: ["csharp"],
      code: "csharp",
      install: "dotnet add package Azure.AI.OpenAI; dotnet add package Azure.Identity",
      text: `using Azure.AI.OpenAI;
using Azure.Identity;

var endpoint = new Uri(Environment.GetEnvironmentVariable("AZURE_OPENAI_ENDPOINT")!);
var client = new AzureOpenAIClient(endpoint, new DefaultAzureCredential());`,
    },
    {
      languageIds: ["java"],
      code: "java",
      install: "com.azure:azure-ai-openai and com.azure:azure-identity, with Maven or Gradle",
      text: `import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;

OpenAIClient client = new OpenAIClientBuilder()
    .endpoint(System.getenv("AZURE_OPENAI_ENDPOINT"))
    .credential(new DefaultAzureCredentialBuilder().build())
    .buildClient();`,
    },
    {
      languageIds: ["go"],
      code: "go",
      install: "go get github.com/openai/openai-go github.com/Azure/azure-sdk-for-go/sdk/azidentity",
      text: `import (
	"os"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/openai/openai-go"
	"github.com/openai/openai-go/azure"
)

credential, err := azidentity.NewDefaultAzureCredential(nil)
if err != nil {
	return err
}
client := openai.NewClient(
	azure.WithEndpoint(os.Getenv("AZURE_OPENAI_ENDPOINT"), "2024-10-21"),
	azure.WithTokenCredential(credential),
)`,
    },
  ],
  sources: [
    "https://learn.microsoft.com/azure/developer/ai/keyless-connections",
    "https://learn.microsoft.com/azure/ai-services/authentication",
    "https://learn.microsoft.com/azure/ai-services/disable-local-auth",
  ],
};

const SEARCH: Service = {
  roles: [
    ["Search Index Data Reader", "queries"],
    ["Search Index Data Contributor", "loading and changing documents"],
    ["Search Service Contributor", "making and changing indexes"],
  ],
  before:
    "The service has to take roles: in the portal, Settings, Keys, choose role-based access control, or both while you move.",
  disable: "az search service update --name SERVICE --resource-group GROUP --disable-local-auth",
  samples: [
    {
      languageIds: ["python"],
      code: "python",
      install: "pip install azure-search-documents azure-identity",
      text: `import os

from azure.identity import DefaultAzureCredential
from azure.search.documents import SearchClient

client = SearchClient(
    endpoint=os.environ["AZURE_SEARCH_ENDPOINT"],
    index_name=os.environ["AZURE_SEARCH_INDEX"],
    credential=DefaultAzureCredential(),
)`,
    },
    {
      languageIds: SCRIPT_IDS,
      code: "js",
      install: "npm install @azure/search-documents @azure/identity",
      text: `import { DefaultAzureCredential } from "@azure/identity";
import { SearchClient } from "@azure/search-documents";

const client = new SearchClient(
  process.env.AZURE_SEARCH_ENDPOINT,
  process.env.AZURE_SEARCH_INDEX,
  new DefaultAzureCredential(),
);`,
    },
    {
      languageIds: ["csharp"],
      code: "csharp",
      install: "dotnet add package Azure.Search.Documents; dotnet add package Azure.Identity",
      text: `using Azure.Identity;
using Azure.Search.Documents;

var endpoint = new Uri(Environment.GetEnvironmentVariable("AZURE_SEARCH_ENDPOINT")!);
var index = Environment.GetEnvironmentVariable("AZURE_SEARCH_INDEX");
var client = new SearchClient(endpoint, index, new DefaultAzureCredential());`,
    },
    {
      languageIds: ["java"],
      code: "java",
      install: "com.azure:azure-search-documents and com.azure:azure-identity, with Maven or Gradle",
      text: `import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.search.documents.SearchClient;
import com.azure.search.documents.SearchClientBuilder;

SearchClient client = new SearchClientBuilder()
    .endpoint(System.getenv("AZURE_SEARCH_ENDPOINT"))
    .indexName(System.getenv("AZURE_SEARCH_INDEX"))
    .credential(new DefaultAzureCredentialBuilder().build())
    .buildClient();`,
    },
    {
      languageIds: ["go"],
      code: "go",
      install: "go get github.com/Azure/azure-sdk-for-go/sdk/azidentity",
      text: `import (
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// There is no client library for Go: the REST API takes the token in place of the api-key header.
credential, err := azidentity.NewDefaultAzureCredential(nil)
if err != nil {
	return err
}
token, err := credential.GetToken(ctx, policy.TokenRequestOptions{
	Scopes: []string{"https://search.azure.com/.default"},
})
if err != nil {
	return err
}
request.Header.Set("Authorization", "Bearer "+token.Token)`,
    },
  ],
  sources: [
    "https://learn.microsoft.com/azure/search/keyless-connections",
    "https://learn.microsoft.com/azure/search/search-security-rbac",
    "https://learn.microsoft.com/azure/search/search-security-enable-roles",
  ],
};

const SERVICES: Readonly<Record<string, Service>> = {
  "azure-ai-key": OPENAI,
  "azure-ai-legacy-key": OPENAI,
  "azure-search-key": SEARCH,
};

/** The rules whose keys an identity can replace. */
export const KEYLESS_RULES: readonly string[] = Object.keys(SERVICES);

/** How to do without a rule's key, as a page for a language; undefined when its service takes nothing but keys. */
export function keylessMarkdown(ruleId: string, languageId: string): string | undefined {
  const service = Object.hasOwn(SERVICES, ruleId) ? SERVICES[ruleId] : undefined;
  const rule = ruleOf(ruleId);
  if (!service || !rule) return undefined;
  const own = service.samples.find(({ languageIds }) => languageIds.includes(languageId));
  const shown = own ? [own] : service.samples;
  const roles = service.roles.map(([role, allows]) => `| \`${role}\` | ${allows} |`).join("\n");
  return `# ${rule.vendor} without a key

A program that signs in with its own identity (Microsoft Entra ID) has no key that could leak: a managed identity in Azure, your own
sign-in by \`az login\` on this machine.

## 1. Change the code

${own ? "" : `There is no sample for ${languageTitle(languageId)}. In languages with one:\n\n`}${shown.map(sampleText).join("\n\n")}

## 2. Assign the role

| Role | Allows |
| --- | --- |
${roles}

\`\`\`sh
az role assignment create --assignee IDENTITY --role "${service.roles[0]?.[0] ?? ""}" --scope RESOURCE_ID
\`\`\`

${service.before} A new role takes some minutes to count.

## 3. Switch keys off

When the program runs without the key:

\`\`\`sh
${service.disable}
\`\`\`

From then on every key of the resource is refused, also one that was published. Remove this key from the code and from the env file.

## Where this comes from

${service.sources.map((source) => `- <${source}>`).join("\n")}
`;
}

function sampleText({ code, install, text }: Sample): string {
  return `Packages: \`${install}\`\n\n\`\`\`${code}\n${text}\n\`\`\``;
}
