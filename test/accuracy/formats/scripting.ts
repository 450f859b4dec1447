import { kebab, pascal, snake, upper } from "../names";
import { clientOf } from "../providers";
import { compact, lines, put, type Format } from "../scene";
import { number, path, remark, thing, topic } from "../words";
import { language, type Language } from "./language";

/** Languages of servers and terminals. */
const php: Language = {
  id: "php",
  path: ({ random }) => path(random, "php"),
  quote: (text) => `'${text}'`,
  reference: ({ words }, { random }) =>
    random.pick([`getenv('${upper(words)}')`, `env('${upper(words)}')`, `$_ENV['${upper(words)}']`]),
  declare: ({ words }, value) =>
    words.length % 2 ? `define('${upper(words)}', ${value});` : `$${snake(words)} = ${value};`,
  construct: ({ provider, random }, value) =>
    random.pick([
      [`$client = ${clientOf(provider)}::client(${value});`],
      [`$client = new ${clientOf(provider)}(['api_key' => ${value}, 'retries' => ${number(random)}]);`],
      [`'${snake(provider.words)}' => [`, `    'key' => ${value},`, "],"],
    ]),
  send: ({ provider, random }, header, value) => [
    `$handle = curl_init('https://${provider.host}/v1/${topic(random)}');`,
    `curl_setopt($handle, CURLOPT_HTTPHEADER, ['Accept: application/json', '${header}: ' . ${value}]);`,
  ],
  frame: ({ random }, declarations, statements) => [
    "<?php",
    "",
    "declare(strict_types=1);",
    "",
    ...declarations,
    ...statements,
    "",
    `// ${remark(random)}`,
    `function ${topic(random)}_${thing(random)}(int $limit = ${number(random)}): array`,
    "{",
    "    return array_slice($GLOBALS['pages'], 0, $limit);",
    "}",
  ],
};

const ruby: Language = {
  id: "ruby",
  path: ({ random }) => path(random, "rb"),
  quote: (text) => `"${text}"`,
  reference: ({ words }, { random }) =>
    random.pick([
      `ENV["${upper(words)}"]`,
      `ENV.fetch("${upper(words)}")`,
      `Rails.application.credentials.${snake(words)}`,
    ]),
  declare: ({ words }, value) => `${upper(words)} = ${value}.freeze`,
  construct: ({ provider, random }, value) =>
    random.pick([
      [`client = ${clientOf(provider)}::Client.new(access_token: ${value})`],
      [
        `${clientOf(provider)}.configure do |config|`,
        `  config.api_key = ${value}`,
        `  config.timeout = ${number(random)}`,
        "end",
      ],
    ]),
  send: ({ provider, random }, header, value) => [
    `response = HTTParty.post("https://${provider.host}/v1/${topic(random)}", headers: { "${header}" => ${value} })`,
  ],
  frame: ({ random }, declarations, statements) => [
    "# frozen_string_literal: true",
    "",
    ...declarations,
    ...statements,
    "",
    `# ${remark(random)}`,
    `def ${topic(random)}_${thing(random)}(limit = ${number(random)})`,
    "  pages.first(limit).map(&:title)",
    "end",
  ],
};

const shell: Language = {
  id: "shell",
  path: ({ random }) => path(random, random.pick(["sh", "bash", "zsh"])),
  quote: (text) => `"${text}"`,
  reference: ({ words }, { random }) =>
    random.pick([
      `"$(op read op://dev/${kebab(words)}/credential)"`,
      `"$\{${upper(words)}:?not set}"`,
      `$(pass show ${kebab(words)})`,
    ]),
  declare: ({ words }, value) => `export ${upper(words)}=${value}`,
  construct: ({ provider, random }, value) => [
    `${kebab(provider.words)} login --api-key ${value}`,
    `${kebab(provider.words)} ${topic(random)} --limit ${number(random)}`,
  ],
  send: ({ provider, random }, header, value) => [
    `curl -sS "https://${provider.host}/v1/${topic(random)}" \\`,
    `  -H "${header}: "${value} \\`,
    `  --max-time ${number(random)}`,
  ],
  frame: ({ random }, declarations, statements) => [
    "#!/usr/bin/env bash",
    "set -euo pipefail",
    `# ${remark(random)}`,
    "",
    ...declarations,
    ...statements,
    "",
    `for ${thing(random)} in {1..${number(random)}}; do`,
    `  python -m ${topic(random)} "$${thing(random)}"`,
    "done",
  ],
  document: ({ main, random }) =>
    lines(
      "#!/bin/sh",
      `export ${upper(main.words)}='${put(main, compact)}'`,
      `python -m ${topic(random)} --limit ${number(random)}`,
    ),
};

const powershell: Language = {
  id: "powershell",
  path: ({ random }) => path(random, random.pick(["ps1", "psm1"])),
  quote: (text) => `'${text}'`,
  reference: ({ words }) => `Get-Secret -Name ${pascal(words)} -AsPlainText`,
  declare: ({ words }, value) => `$env:${upper(words)} = ${value}`,
  construct: ({ provider, random }, value) => [
    `$client = New-${clientOf(provider)}Client -ApiKey ${value} -Retries ${number(random)}`,
  ],
  send: ({ provider, random }, header, value) => [
    `$headers = @{ '${header}' = ${value}; 'Accept' = 'application/json' }`,
    `Invoke-RestMethod -Uri 'https://${provider.host}/v1/${topic(random)}' -Headers $headers -TimeoutSec ${number(random)}`,
  ],
  frame: ({ random }, declarations, statements) => [
    "#Requires -Version 7",
    `<# ${remark(random)} #>`,
    `param([int] $Limit = ${number(random)})`,
    "",
    ...declarations,
    ...statements,
    "",
    `Get-ChildItem .\\${thing(random)} | Select-Object -First $Limit`,
  ],
};

export const SCRIPTING: readonly Format[] = [php, ruby, shell, powershell].map(language);
