import { camel, kebab, pascal, snake, upper } from "../names";
import { clientOf } from "../providers";
import type { Format, Named } from "../scene";
import { number, path, remark, thing, topic } from "../words";
import { language, type Language } from "./language";

/** Languages with types, each in the way its own libraries are used. */
const quote = (text: string): string => `"${text}"`;
/** A dollar sign would begin an expression. */
const INTERPOLATED = /[$]/;

const go: Language = {
  id: "go",
  path: ({ random }) => path(random, "go"),
  quote,
  reference: ({ words }, { random }) =>
    random.pick([`os.Getenv("${upper(words)}")`, `viper.GetString("${words.join(".")}")`]),
  declare: ({ words }, value) => `const ${camel(words)} = ${value}`,
  construct: ({ provider, random }, value) =>
    random.pick([
      [`client := ${snake(provider.words)}.NewClient(${value})`],
      [
        `client := ${snake(provider.words)}.NewClient(`,
        `\toption.WithAPIKey(${value}),`,
        `\toption.WithMaxRetries(${number(random)}),`,
        ")",
      ],
    ]),
  send: ({ provider, random }, header, value) => [
    `req, err := http.NewRequest(http.MethodPost, "https://${provider.host}/v1/${topic(random)}", body)`,
    "if err != nil {",
    "\treturn err",
    "}",
    `req.Header.Set("${header}", ${value})`,
  ],
  frame: ({ random, provider }, declarations, statements) => [
    `package ${topic(random)}`,
    "",
    "import (",
    `\t"net/http"`,
    `\t"github.com/meadow/${kebab(provider.words)}-go"`,
    ")",
    "",
    ...declarations,
    "",
    `// ${pascal([topic(random)])} handles one ${thing(random)}. ${remark(random)}`,
    `func ${pascal([topic(random), thing(random)])}(limit int) error {`,
    ...statements.map((row) => "\t" + row),
    `\tif limit > ${number(random)} {`,
    `\t\treturn errTooMany`,
    "\t}",
    "\treturn nil",
    "}",
  ],
};

const rust: Language = {
  id: "rust",
  path: ({ random }) => path(random, "rs"),
  quote,
  reference: ({ words }) => `env!("${upper(words)}")`,
  declare: ({ words }, value) => `const ${upper(words)}: &str = ${value};`,
  construct: ({ provider, random }, value) =>
    random.pick([
      [`let client = ${clientOf(provider)}::new(${value});`],
      [
        `let client = ${clientOf(provider)}::builder()`,
        `    .api_key(${value}.to_string())`,
        `    .timeout(Duration::from_secs(${number(random)}))`,
        "    .build()?;",
      ],
    ]),
  send: ({ provider, random }, header, value) => [
    `let response = client.post("https://${provider.host}/v1/${topic(random)}")`,
    `    .header("${header}", ${value})`,
    "    .send()",
    "    .await?;",
  ],
  frame: ({ random }, declarations, statements) => [
    "use std::time::Duration;",
    "",
    ...declarations,
    "",
    `/// ${remark(random)}`,
    `pub async fn ${topic(random)}_${thing(random)}(limit: usize) -> anyhow::Result<()> {`,
    ...statements.map((row) => "    " + row),
    `    assert!(limit < ${number(random)});`,
    "    Ok(())",
    "}",
  ],
};

const java: Language = {
  id: "java",
  path: ({ random }) => `src/main/java/dev/meadow/${pascal([topic(random), thing(random)])}.java`,
  quote,
  reference: ({ words }, { random }) =>
    random.pick([`System.getenv("${upper(words)}")`, `config.getString("${kebab(words)}")`]),
  declare: ({ words }, value) => `    private static final String ${upper(words)} = ${value};`,
  construct: ({ provider, random }, value) =>
    random.pick([
      [`var client = new ${clientOf(provider)}Client(${value});`],
      [
        `var model = ${clientOf(provider)}ChatModel.builder()`,
        `        .apiKey(${value})`,
        `        .maxRetries(${number(random)})`,
        "        .build();",
      ],
    ]),
  send: ({ provider, random }, header, value) => [
    `var request = HttpRequest.newBuilder(URI.create("https://${provider.host}/v1/${topic(random)}"))`,
    `        .header("${header}", ${value})`,
    "        .build();",
  ],
  frame: ({ random }, declarations, statements) => [
    `package dev.meadow.${topic(random)};`,
    "",
    `/** ${remark(random)} */`,
    `public final class ${pascal([topic(random), thing(random)])} {`,
    ...declarations,
    "",
    `    public int ${topic(random)}(String ${thing(random)}) throws Exception {`,
    ...statements.map((row) => "        " + row),
    `        return ${number(random)};`,
    "    }",
    "}",
  ],
};

const kotlin: Language = {
  ...java,
  id: "kotlin",
  path: ({ random }) => path(random, "kt"),
  forbids: INTERPOLATED,
  reference: ({ words }) => `System.getenv("${upper(words)}") ?: error("${upper(words)} is not set")`,
  declare: ({ words }, value) => `private const val ${upper(words)} = ${value}`,
  construct: ({ provider, random }, value) =>
    random.pick([
      [`val client = ${clientOf(provider)}(apiKey = ${value}, retries = ${number(random)})`],
      [`val client = ${clientOf(provider)}(`, `    token = ${value},`, ")"],
    ]),
  send: ({ provider, random }, header, value) => [
    `val response = client.post("https://${provider.host}/v1/${topic(random)}") {`,
    `    header("${header}", ${value})`,
    "}",
  ],
  frame: ({ random }, declarations, statements) => [
    `package dev.meadow.${topic(random)}`,
    "",
    ...declarations,
    "",
    `suspend fun ${topic(random)}${pascal([thing(random)])}(limit: Int = ${number(random)}) {`,
    ...statements.map((row) => "    " + row),
    `    // ${remark(random)}`,
    `    check(limit > 0)`,
    "}",
  ],
};

const scala: Language = {
  ...kotlin,
  id: "scala",
  path: ({ random }) => path(random, "scala"),
  reference: ({ words }) => `sys.env("${upper(words)}")`,
  declare: ({ words }, value) => `  val ${camel(words)}: String = ${value}`,
  construct: ({ provider }, value) => [`val client = ${clientOf(provider)}Client(apiKey = ${value})`],
  send: ({ provider, random }, header, value) => [
    `val request = basicRequest.post(uri"https://${provider.host}/v1/${topic(random)}")`,
    `  .header("${header}", ${value})`,
  ],
  frame: ({ random }, declarations, statements) => [
    `object ${pascal([topic(random), thing(random)])} extends App {`,
    ...declarations,
    ...statements.map((row) => "  " + row),
    `  // ${remark(random)}`,
    `  (1 to ${number(random)}).foreach(println)`,
    "}",
  ],
};

const csharp: Language = {
  id: "csharp",
  path: ({ random }) => `${pascal([topic(random), thing(random)])}Service.cs`,
  quote,
  reference: ({ words }, { random }) =>
    random.pick([`Environment.GetEnvironmentVariable("${upper(words)}")`, `configuration["${pascal(words)}"]`]),
  declare: ({ words }, value) => `    private const string ${pascal(words)} = ${value};`,
  construct: ({ provider, random }, value) =>
    random.pick([
      [`var client = new ${clientOf(provider)}Client(new ApiKeyCredential(${value}));`],
      [`builder.Services.Add${clientOf(provider)}(options => options.ApiKey = ${value});`],
    ]),
  send: ({ provider, random }, header, value) => [
    `using var request = new HttpRequestMessage(HttpMethod.Post, "https://${provider.host}/v1/${topic(random)}");`,
    `request.Headers.Add("${header}", ${value});`,
  ],
  frame: ({ random }, declarations, statements) => [
    `namespace Meadow.${pascal([topic(random)])};`,
    "",
    `/// <summary>${remark(random)}</summary>`,
    `public sealed class ${pascal([topic(random), thing(random)])}Service`,
    "{",
    ...declarations,
    "",
    `    public async Task<int> RunAsync(int limit = ${number(random)})`,
    "    {",
    ...statements.map((row) => "        " + row),
    "        return limit;",
    "    }",
    "}",
  ],
};

const swift: Language = {
  id: "swift",
  path: ({ random }) => `Sources/${pascal([topic(random), thing(random)])}.swift`,
  quote,
  reference: ({ words }) => `ProcessInfo.processInfo.environment["${upper(words)}"] ?? ""`,
  declare: ({ words }, value) => `    static let ${camel(words)} = ${value}`,
  construct: ({ provider, random }, value) =>
    random.pick([
      [`let client = ${clientOf(provider)}(apiToken: ${value})`],
      [`let service = ${clientOf(provider)}Factory.service(apiKey: ${value}, timeout: ${number(random)})`],
    ]),
  send: ({ provider, random }, header, value) => [
    `var request = URLRequest(url: URL(string: "https://${provider.host}/v1/${topic(random)}")!)`,
    `request.setValue(${value}, forHTTPHeaderField: "${header}")`,
  ],
  frame: ({ random }, declarations, statements) => [
    "import Foundation",
    "",
    `/// ${remark(random)}`,
    `enum ${pascal([topic(random), thing(random)])} {`,
    ...declarations,
    "",
    `    static func ${topic(random)}(limit: Int = ${number(random)}) async throws {`,
    ...statements.map((row) => "        " + row),
    "    }",
    "}",
  ],
};

const dart: Language = {
  id: "dart",
  path: ({ random }) => `lib/${topic(random)}_${thing(random)}.dart`,
  quote: (text) => `'${text}'`,
  forbids: INTERPOLATED,
  reference: ({ words }) => `String.fromEnvironment('${upper(words)}')`,
  declare: ({ words }, value) => `const ${camel(words)} = ${value};`,
  construct: ({ provider, random }, value) =>
    random.pick([
      [`final client = ${clientOf(provider)}Client(apiKey: ${value});`],
      [`final model = Generative${clientOf(provider)}(`, `  model: '${topic(random)}',`, `  apiKey: ${value},`, ");"],
    ]),
  send: ({ provider, random }, header, value) => [
    `final response = await http.post(Uri.parse('https://${provider.host}/v1/${topic(random)}'),`,
    `    headers: {'${header}': ${value}});`,
  ],
  frame: ({ random }, declarations, statements) => [
    "import 'package:http/http.dart' as http;",
    "",
    ...declarations,
    "",
    `/// ${remark(random)}`,
    `Future<int> ${topic(random)}${pascal([thing(random)])}() async {`,
    ...statements.map((row) => "  " + row),
    `  return ${number(random)};`,
    "}",
  ],
};

const cpp: Language = {
  id: "cpp",
  path: ({ random }) => path(random, random.pick(["cpp", "cc", "h"])),
  quote,
  reference: ({ words }: Named) => `std::getenv("${upper(words)}")`,
  declare: ({ words }, value) => `constexpr auto k${pascal(words)} = ${value};`,
  construct: ({ provider, random }, value) =>
    random.pick([
      [`${snake(provider.words)}::Client client{${value}};`],
      [`#define ${upper(provider.words)}_KEY ${value}`],
    ]),
  send: ({ provider, random }, header, value) => [
    `auto response = cpr::Post(cpr::Url{"https://${provider.host}/v1/${topic(random)}"},`,
    `                          cpr::Header{{"${header}", ${value}}});`,
  ],
  frame: ({ random }, declarations, statements) => [
    "#include <string>",
    `#include "${topic(random)}.h"`,
    "",
    `// ${remark(random)}`,
    ...declarations,
    "",
    `int ${topic(random)}_${thing(random)}(int limit) {`,
    ...statements.map((row) => (row.startsWith("#") ? row : "  " + row)),
    `  return limit * ${number(random)};`,
    "}",
  ],
};

export const COMPILED: readonly Format[] = [go, rust, java, kotlin, scala, csharp, swift, dart, cpp].map(language);
