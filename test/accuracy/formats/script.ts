import { camel, kebab, pascal, upper } from "../names";
import { clientOf } from "../providers";
import { block, isNameless, lines, put, type Format, type Named, type Scene } from "../scene";
import { number, path, remark, thing, topic } from "../words";
import { language, type Language } from "./language";

/** JavaScript and what is written in its manner. */
const reference = ({ words }: Named, { random }: Scene): string =>
  random.pick([
    `process.env.${upper(words)}`,
    `process.env["${upper(words)}"] ?? ""`,
    `await vault.get("${kebab(words)}")`,
  ]);

const imports = ({ provider, random }: Scene): readonly string[] =>
  random.pick([
    [`import { ${clientOf(provider)} } from "${kebab(provider.words)}";`],
    [
      `import { readFile } from "node:fs/promises";`,
      `import { ${clientOf(provider)} } from "@${kebab(provider.words)}/sdk";`,
    ],
    [`const { ${clientOf(provider)} } = require("${kebab(provider.words)}");`],
    [],
  ]);

const javascript: Language = {
  id: "javascript",
  path: ({ random }) => path(random, random.pick(["js", "mjs", "cjs"])),
  quote: (text) => `"${text}"`,
  reference,
  declare: ({ words }, value) => `const ${camel(words)} = ${value};`,
  construct: ({ provider, random }, value) =>
    random.pick([
      [`const client = new ${clientOf(provider)}({ apiKey: ${value} });`],
      [`const client = new ${clientOf(provider)}({`, `  apiKey: ${value},`, `  timeout: ${number(random)}_000,`, "});"],
      [`const ${camel(provider.words)} = create${clientOf(provider)}(${value});`],
    ]),
  send: ({ provider, random }, header, value) => [
    `const response = await fetch("https://${provider.host}/v1/${topic(random)}", {`,
    `  method: "POST",`,
    `  headers: { "Content-Type": "application/json", "${header}": ${value} },`,
    `  body: JSON.stringify({ limit: ${number(random)} }),`,
    "});",
  ],
  frame: (scene, declarations, statements) => {
    const { random } = scene;
    const [verb, noun] = [topic(random), thing(random)];
    return random.pick([
      [
        ...imports(scene),
        "",
        ...declarations,
        "",
        ...statements,
        "",
        `export async function ${verb}(${noun}) {`,
        `  // ${remark(random)}`,
        `  return client.${verb}({ input: ${noun}.text, limit: ${number(random)} });`,
        "}",
      ],
      [
        `// ${remark(random)}`,
        ...imports(scene),
        ...statements,
        ...declarations,
        "",
        `module.exports = { ${verb}: (${noun}) => ${noun}.pages.slice(0, ${number(random)}) };`,
      ],
      [
        "'use strict';",
        "",
        ...declarations,
        ...statements,
        "",
        `async function main() {`,
        `  for (const ${noun} of await load("${noun}s.json")) console.log(await ${verb}(${noun}));`,
        "}",
        "",
        "main();",
      ],
    ]);
  },
  document: (scene) =>
    lines(
      imports(scene),
      `const credentials = ${put(scene.main)};`,
      "",
      `module.exports = new Store({ credentials, limit: ${number(scene.random)} });`,
    ),
};

const typescript: Language = {
  ...javascript,
  id: "typescript",
  path: ({ random }) => path(random, random.pick(["ts", "mts"])),
  quote: (text) => `'${text}'`,
  declare: ({ words }, value) => `export const ${upper(words)}: string = ${value};`,
  frame: (scene, declarations, statements) => {
    const { random } = scene;
    const [verb, noun] = [topic(random), thing(random)];
    return random.pick([
      [
        ...imports(scene),
        "",
        `interface ${pascal([noun])} {`,
        "  readonly text: string;",
        "  readonly pages: number;",
        "}",
        "",
        ...declarations,
        ...statements,
        "",
        `export async function ${verb}(${noun}: ${pascal([noun])}): Promise<string> {`,
        `  return ${noun}.pages > ${number(random)} ? ${noun}.text : "";`,
        "}",
      ],
      [
        ...imports(scene),
        ...declarations,
        "",
        ...statements,
        `export type ${pascal([verb])}Options = { readonly limit?: ${number(random)} };`,
        `/** ${remark(random)} */`,
        `export const ${verb}Limit = ${number(random)} as const;`,
      ],
    ]);
  },
};

const { document: _, ...withoutDocument } = javascript;

const jsx: Language = {
  ...withoutDocument,
  id: "jsx",
  path: ({ random }) => path(random, random.pick(["jsx", "tsx"])),
  frame: (scene, declarations, statements) => {
    const { random, provider } = scene;
    const noun = pascal([thing(random)]);
    return [
      `import { useEffect, useState } from "react";`,
      "",
      ...declarations,
      "",
      `export function ${noun}Panel({ items }) {`,
      `  const [open, setOpen] = useState(${number(random)});`,
      ...statements.map((row) => "  " + row),
      `  return (`,
      `    <section className="panel panel--${thing(random)}" data-count={items.length}>`,
      `      <h2>${random.pick([provider.vendor, noun])} ${topic(random)}</h2>`,
      `      <p>{items.slice(0, open).map((item) => item.title).join(", ")}</p>`,
      `    </section>`,
      `  );`,
      "}",
    ];
  },
};

const minified: Format = {
  id: "minified-js",
  write: (scene) => {
    const { random } = scene;
    const short = (): string => random.chars("abcdefghijklmnopqrstuvwxyz", 1) + random.chars("abcdefghij", 1);
    const noise = (): string =>
      random.pick([
        `function ${short()}(t,e){return t&&e?t.map((n=>n.${thing(random)}+${number(random)})):[]}`,
        `var ${short()}=Object.freeze({${topic(random)}:!0,${thing(random)}:${number(random)}});`,
        `!function(){try{self.${short()}=${number(random)}}catch(t){}}();`,
      ]);
    const value = (named: Named): string => (named.isReference ? `n.env.${upper(named.words)}` : `"${put(named)}"`);
    const body = block(scene, (named) => `${camel(named.words)}:${value(named)}`).join(",");
    const before = Array.from({ length: 3 + random.int(30) }, noise).join("");
    const after = Array.from({ length: 3 + random.int(30) }, noise).join("");
    return {
      path: `dist/assets/${topic(random)}.${random.chars("0123456789abcdef", 8)}.min.js`,
      text: `${before}const ${short()}={${body}};${after}\n`,
    };
  },
};

const template: Format = {
  id: "template-string",
  noReferences: true,
  write: (scene) => {
    const { random, main, provider } = scene;
    const [header = "", scheme = ""] = provider.header.split(": ");
    const declare = (named: Named): string => `const ${camel(named.words)} = \`${put(named)}\`;`;
    const request = [
      `const endpoint = \`https://${provider.host}/v\${version}/${topic(random)}\`;`,
      `const headers = { "${header}": \`${scheme}${put(main)}\`, "X-Trace": \`\${job}-${number(random)}\` };`,
    ];
    const rows =
      isNameless(scene) && random.int(2) === 0 ? [...scene.notes.map(declare), ...request] : block(scene, declare);
    return {
      path: path(random, "js"),
      text: lines(
        `export async function ${topic(random)}(job, version) {`,
        rows.map((row) => "  " + row),
        `  return { job, page: \`${thing(random)} \${job.page} of ${number(random)}\` };`,
        "}",
      ),
    };
  },
};

export const SCRIPT: readonly Format[] = [
  language(javascript),
  language(typescript),
  language(jsx),
  minified,
  template,
];
