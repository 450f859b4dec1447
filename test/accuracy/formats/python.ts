import { pascal, snake, upper } from "../names";
import { clientOf } from "../providers";
import { block, lines, put, type Format, type Named, type Scene } from "../scene";
import { number, path, remark, thing, topic } from "../words";
import { language, type Language } from "./language";

/** Python, alone and in notebooks. */
const python: Language = {
  id: "python",
  path: ({ random }) => path(random, "py"),
  quote: (text) => `"${text}"`,
  reference: ({ words }, { random }) =>
    random.pick([
      `os.environ["${upper(words)}"]`,
      `os.getenv("${upper(words)}", "")`,
      `st.secrets["${snake(words)}"]`,
      `keyring.get_password("dev", "${snake(words)}")`,
    ]),
  declare: ({ words }, value) => `${words.length % 2 ? upper(words) : snake(words)} = ${value}`,
  construct: ({ provider, random }, value) =>
    random.pick([
      [`client = ${clientOf(provider)}(api_key=${value})`],
      [`client = ${clientOf(provider)}(`, `    api_key=${value},`, `    timeout=${number(random)},`, ")"],
      [`${snake(provider.words)}.api_key = ${value}`],
      [`llm = Chat${clientOf(provider)}(temperature=0.${random.int(9)}, ${snake(provider.words)}_api_key=${value})`],
    ]),
  send: ({ provider, random }, header, value) => [
    `url = "https://${provider.host}/v1/${topic(random)}"`,
    `headers = {"${header}": ${value}, "Accept": "application/json"}`,
    `response = requests.post(url, headers=headers, json={"top_k": ${number(random)}}, timeout=${number(random)})`,
  ],
  frame: ({ random, provider }, declarations, statements) => {
    const [verb, noun] = [topic(random), thing(random)];
    return random.pick([
      [
        "import os",
        "import requests",
        `from ${snake(provider.words)} import ${clientOf(provider)}`,
        "",
        ...declarations,
        "",
        ...statements,
        "",
        "",
        `def ${verb}_${noun}(${noun}: dict, limit: int = ${number(random)}) -> str:`,
        `    """${remark(random)}"""`,
        `    return ${noun}["text"][:limit]`,
      ],
      [
        `"""${remark(random)}"""`,
        "from dataclasses import dataclass",
        "",
        ...statements,
        ...declarations,
        "",
        "@dataclass",
        `class ${pascal([noun])}:`,
        `    pages: int = ${number(random)}`,
        `    title: str = "${verb}"`,
      ],
      [
        `# %% ${verb}`,
        ...declarations,
        ...statements,
        "",
        "if __name__ == '__main__':",
        `    for ${noun} in range(${number(random)}):`,
        `        print(${verb}(${noun}))`,
      ],
    ]);
  },
  document: ({ main, random }) =>
    lines(
      "import json",
      "",
      `CREDENTIALS = json.loads(r"""${put(main)}""")`,
      `client = Store(CREDENTIALS, region="europe-west${random.int(9)}")`,
    ),
};

/** A notebook; the strings of JSON escape what needs it and leave every character of a key alone. */
function notebook(random: Scene["random"], cells: readonly object[]): string {
  const metadata = { kernelspec: { display_name: "Python 3", language: "python", name: "python3" } };
  const prose = {
    cell_type: "markdown",
    metadata: {},
    source: [`## ${topic(random)} ${thing(random)}\n`, remark(random)],
  };
  return JSON.stringify({ cells: [prose, ...cells], metadata, nbformat: 4, nbformat_minor: 5 }, null, 1) + "\n";
}

const rows = (text: string): readonly string[] => text.trimEnd().split(/(?<=\n)/);
const inner = language({ ...python, id: "notebook" });

const source: Format = {
  id: "notebook-source",
  write: (scene) => {
    const { random } = scene;
    const code = {
      cell_type: "code",
      execution_count: number(random),
      metadata: {},
      outputs: [],
      source: rows(inner.write(scene).text),
    };
    return { path: path(random, "ipynb"), text: notebook(random, [code]) };
  },
};

const output: Format = {
  id: "notebook-output",
  noReferences: true,
  write: (scene) => {
    const { random } = scene;
    const dict = block(scene, (named: Named) => `'${upper(named.words)}': '${put(named)}'`).join(", ");
    const pairs = block(scene, (named: Named) => `${upper(named.words)}=${put(named)}\n`);
    const code = {
      cell_type: "code",
      execution_count: number(random),
      metadata: {},
      outputs: random.pick([
        [{ name: "stdout", output_type: "stream", text: [`{'HOME': '/root', ${dict}, 'LANG': 'C.UTF-8'}\n`] }],
        [
          {
            data: { "text/plain": [`environ({'SHLVL': '1', ${dict}})`] },
            execution_count: number(random),
            metadata: {},
            output_type: "execute_result",
          },
        ],
        [
          {
            name: "stderr",
            output_type: "stream",
            text: ["PATH=/usr/local/bin:/usr/bin\n", ...pairs, `PWD=/content/${thing(random)}\n`],
          },
        ],
      ]),
      source: random.pick([["print(dict(os.environ))"], ["%env"], ["!env"]]),
    };
    return { path: path(random, "ipynb"), text: notebook(random, [code]) };
  },
};

export const PYTHON: readonly Format[] = [language(python), source, output];
