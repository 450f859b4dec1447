import { REFERENCES } from "../../support/keys/index";
import type { Random } from "../../support/random";
import { lines, type Draft } from "../scene";
import { day, number, path, remark, thing, topic, version } from "../words";

/** Files that hold long random text for a living, and text that speaks of keys. */
export interface FileClass {
  readonly name: string;
  write(random: Random): Draft;
}

const HEX = "0123456789abcdef";
const ALNUM = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const BASE64 = ALNUM + "+/";

const many = (random: Random, least: number, make: () => string | readonly string[]): readonly string[] =>
  Array.from({ length: least + random.int(12) }, make).flat();
const PACKAGES =
  "openai @anthropic-ai/sdk @mistralai/mistralai cohere-ai groq-sdk replicate @pinecone-database/pinecone langsmith elevenlabs @google/genai undici zod".split(
    " ",
  );
const CRATES = "async-openai anthropic mistralai tokio serde reqwest groq hf-hub".split(" ");

const lock: FileClass = {
  name: "lock file",
  write: (random) => {
    const sha512 = (): string => `sha512-${random.chars(BASE64, 86)}==`;
    const name = (): string => random.pick(PACKAGES);
    return random.pick([
      () => ({
        path: "package-lock.json",
        text: JSON.stringify(
          {
            name: topic(random),
            lockfileVersion: 3,
            packages: Object.fromEntries(
              many(random, 6, name).map((one) => [
                `node_modules/${one}`,
                {
                  version: version(random),
                  resolved: `https://registry.npmjs.org/${one}/-/${one}-${version(random)}.tgz`,
                  integrity: sha512(),
                },
              ]),
            ),
          },
          null,
          2,
        ),
      }),
      () => ({
        path: "yarn.lock",
        text: lines(
          many(random, 6, () => [
            `"${name()}@^${version(random)}":`,
            `  version "${version(random)}"`,
            `  resolved "https://registry.yarnpkg.com/${name()}/-/${topic(random)}-${version(random)}.tgz#${random.chars(HEX, 40)}"`,
            `  integrity ${sha512()}`,
            "",
          ]),
        ),
      }),
      () => ({
        path: "Cargo.lock",
        text: lines(
          many(random, 6, () => [
            "[[package]]",
            `name = "${random.pick(CRATES)}"`,
            `version = "${version(random)}"`,
            `checksum = "${random.chars(HEX, 64)}"`,
            "",
          ]),
        ),
      }),
      () => ({
        path: "go.sum",
        text: lines(
          many(
            random,
            6,
            () =>
              `github.com/${random.pick(["sashabaranov/go-openai", "anthropics/anthropic-sdk-go", "pinecone-io/go-pinecone"])} v${version(random)} h1:${random.chars(BASE64, 43)}=`,
          ),
        ),
      }),
      () => ({
        path: "poetry.lock",
        text: lines(
          many(random, 4, () => [
            "[[package]]",
            `name = "${random.pick(["openai", "cohere", "mistralai", "anthropic"])}"`,
            `version = "${version(random)}"`,
            "files = [",
            `    {file = "${topic(random)}-${version(random)}.whl", hash = "sha256:${random.chars(HEX, 64)}"},`,
            "]",
            "",
          ]),
        ),
      }),
    ])();
  },
};

const CLASSES =
  "sk-circle sk-folding-cube sk-cube-grid sk-fading-circle fc-daygrid-event-harness fc-timegrid-slot-label fc-toolbar-chunk ms-auto ms-lg-auto-scroll-padding pa-large-print-container m0-md pa-lg-grid-columns task-list-item-checkbox dark-mode-toggle-button desk-booking-calendar-header".split(
    " ",
  );

const css: FileClass = {
  name: "class names",
  write: (random) => {
    const name = (): string =>
      `${random.pick(CLASSES)}${random.pick(["", "", `-${number(random)}`, `__${thing(random)}--${topic(random)}`])}`;
    return random.pick([
      () => ({
        path: `styles/${topic(random)}.css`,
        text: lines(
          many(random, 8, () => [
            `.${name()} .${name()} {`,
            `  margin: ${number(random)}px;`,
            `  animation: ${name()} 1.2s infinite;`,
            "}",
          ]),
        ),
      }),
      () => ({
        path: `public/${thing(random)}.html`,
        text: lines(
          "<main>",
          many(random, 8, () => `  <div class="${name()} ${name()} ${name()}" id="${name()}"></div>`),
          "</main>",
        ),
      }),
      () => ({
        path: path(random, "jsx"),
        text: lines(
          `export const ${topic(random)} = (`,
          "  <>",
          many(random, 6, () => `    <i className="${name()} ${name()}" />`),
          "  </>",
          ");",
        ),
      }),
    ])();
  },
};

const image: FileClass = {
  name: "base64 image",
  write: (random) => {
    const png = (): string =>
      `data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA${random.chars(BASE64, 400 + random.int(4000))}==`;
    const font = (): string => `data:font/woff2;base64,d09GMgABAAAAA${random.chars(BASE64, 800 + random.int(4000))}`;
    const brand = random.pick(["openai", "anthropic", "cohere", "mistral", "deepgram", "weaviate", "greptile"]);
    return random.pick([
      () => ({
        path: `public/${topic(random)}.html`,
        text: lines(`<img alt="${brand} logo" src="${png()}">`, `<p>${remark(random)}</p>`),
      }),
      () => ({
        path: `styles/${topic(random)}.css`,
        text: lines(
          `.${brand}-logo { background: url(${png()}); }`,
          `@font-face { font-family: "${brand}"; src: url(${font()}); }`,
        ),
      }),
      () => ({
        path: `assets/${topic(random)}.json`,
        text: JSON.stringify({ [brand]: { icon: png(), size: number(random) } }, null, 2),
      }),
      () => ({
        path: path(random, "py"),
        text: lines(`${brand.toUpperCase()}_LOGO = "${random.chars(BASE64, 900)}"`, `SIZE = ${number(random)}`),
      }),
      () => ({
        path: path(random, "ipynb"),
        text: JSON.stringify(
          {
            cells: [
              {
                cell_type: "code",
                execution_count: number(random),
                metadata: {},
                outputs: [
                  {
                    data: { "image/png": random.chars(BASE64, 3000) + "\n" },
                    metadata: {},
                    output_type: "display_data",
                  },
                ],
                source: [`plot("${brand}")`],
              },
            ],
            metadata: {},
            nbformat: 4,
            nbformat_minor: 5,
          },
          null,
          1,
        ),
      }),
    ])();
  },
};

const map: FileClass = {
  name: "source map",
  write: (random) => {
    const mappings = many(
      random,
      300,
      () => random.chars(ALNUM + "+/", 4 + random.int(4)) + random.pick([",", ",", ";"]),
    ).join("");
    const sources = many(random, 3, () => `../src/${topic(random)}/${thing(random)}.ts`);
    const document = JSON.stringify({
      version: 3,
      sources,
      names: ["openai", "apiKey", "mistral", topic(random)],
      sourcesContent: sources.map((one) => `// ${one}\nexport const apiKey = process.env.OPENAI_API_KEY;\n`),
      mappings,
    });
    return random.pick([
      { path: `dist/${topic(random)}.js.map`, text: document },
      {
        path: `dist/${topic(random)}.js`,
        text: lines(
          `"use strict";var a=${number(random)};`,
          `//# sourceMappingURL=data:application/json;base64,${Buffer.from(document).toString("base64")}`,
        ),
      },
    ]);
  },
};

const SENTENCES = [
  "OpenAI's project keys begin with `sk-proj-`, the older ones with `sk-`.",
  "An Anthropic key looks like sk-ant-api03-... and is shown once.",
  "Ask the platform team for a Mistral API key; it has 32 characters.",
  "Set COHERE_API_KEY before you start the worker.",
  "Hugging Face tokens (hf_...) are read from ~/.cache/huggingface/token.",
  "We compared Groq, Together and Fireworks; latency differs by half.",
  "Never commit a Pinecone key: rotate it at app.pinecone.io.",
  "The Authorization header is `Bearer <token>`, with one space.",
  "A DeepSeek key and a DashScope key have the same shape: sk- and 32 hexadecimal digits.",
  "Replicate answers 401 when the token is wrong, ElevenLabs also when it is scoped.",
  "Keys are kept in the vault under kv/llm/openai and fetched at start.",
  'curl -H "x-api-key: $ANTHROPIC_API_KEY" https://api.anthropic.com/v1/models works from the jump host.',
];

const prose: FileClass = {
  name: "prose about keys",
  write: (random) => ({
    path: random.pick([`docs/${topic(random)}.md`, "CHANGELOG.md", `notes/${thing(random)}.txt`]),
    text: lines(
      `# ${topic(random)} ${version(random)} (${day(random)})`,
      "",
      random
        .shuffle(SENTENCES)
        .slice(0, 4 + random.int(6))
        .flatMap((row) => [row, ""]),
      remark(random),
      `See commit ${random.chars(HEX, 40)}.`,
    ),
  }),
};

const snippets: FileClass = {
  name: "lines that read a variable or vault",
  write: (random) => ({
    path: random.pick([`docs/${topic(random)}.md`, path(random, "txt"), path(random, "py"), path(random, "ts")]),
    text: lines(`# ${remark(random)} ${number(random)}`, random.shuffle(REFERENCES).slice(0, 6 + random.int(12))),
  }),
};

const pins: FileClass = {
  name: "git commits",
  write: (random) => {
    const sha = (): string => random.chars(HEX, 40);
    const repository = (): string =>
      random.pick([
        "openai/openai-python",
        "cohere-ai/cohere-python",
        "deepgram/deepgram-sdk",
        "wandb/wandb",
        "mistralai/client-python",
        "huggingface/hub-sync",
      ]);
    return random.pick([
      () => ({
        path: `.github/workflows/${topic(random)}.yml`,
        text: lines(
          "jobs:",
          `  ${topic(random)}:`,
          "    steps:",
          many(random, 3, () => `      - uses: ${repository()}@${sha()} # v${version(random)}`),
        ),
      }),
      () => ({
        path: ".pre-commit-config.yaml",
        text: lines(
          "repos:",
          many(random, 3, () => [
            `  - repo: https://github.com/${repository()}`,
            `    rev: ${sha()}`,
            "    hooks:",
            `      - id: ${topic(random)}`,
          ]),
        ),
      }),
      () => ({
        path: "requirements.txt",
        text: lines(many(random, 4, () => `${topic(random)} @ git+https://github.com/${repository()}@${sha()}`)),
      }),
      () => ({
        path: "Dockerfile",
        text: lines(
          many(random, 2, () => `FROM ghcr.io/${repository()}:${version(random)}@sha256:${random.chars(HEX, 64)}`),
          `ARG COHERE_SDK_COMMIT=${sha()}`,
          `ARG DEEPGRAM_SDK_REVISION=${sha()}`,
        ),
      }),
      () => ({
        path: `logs/${topic(random)}.log`,
        text: lines(many(random, 8, () => `${day(random)} ${sha()} Merge ${repository()}#${number(random)}`)),
      }),
    ])();
  },
};

export const FILES: readonly FileClass[] = [lock, css, image, map, prose, snippets, pins];
