// Deno, Bun and notebooks.
import { lines, type Run } from "../run";

/** Runs the code cells of a notebook one after the other, as a kernel does. */
const CELLS =
  "import json, sys; [exec(''.join(cell['source']), globals()) for cell in json.load(open(sys.argv[1]))['cells'] if cell['cell_type'] == 'code']";

export const RUNTIME_RUNS: readonly Run[] = [
  {
    title: "Deno, TypeScript that is checked",
    accessor: "TypeScript",
    path: "src/main.ts",
    needs: ["deno"],
    before: "deno run --check src/main.ts",
    files: {
      "deno.json": "{}",
      "src/main.ts": lines(
        'const key: string = "«openai-project-key»";',
        'const header = "Bearer «anthropic-api-key» `";',
        "console.log(JSON.stringify([key, header, `x ${key.length} «groq-api-key»`]));",
      ),
    },
  },
  {
    title: "Deno, JavaScript, a default",
    accessor: "JavaScript",
    path: "main.js",
    needs: ["deno"],
    before: "deno run --allow-env main.js",
    files: {
      "main.js": lines('const key = Deno.env.get("MY_KEY") ?? "«openai-project-key»";', "console.log(key);"),
    },
  },
  {
    title: "Bun reads .env by itself",
    accessor: "TypeScript",
    path: "main.ts",
    needs: ["bun"],
    before: "bun main.ts",
    after: () => "bun main.ts",
    files: {
      "package.json": "{}",
      "bun.lock": "{}",
      "main.ts": lines('const key: string = "«openai-project-key»";', "console.log(key, 'x «anthropic-api-key»');"),
    },
  },
  {
    title: "code cells",
    accessor: "Jupyter notebook",
    path: "ask.ipynb",
    needs: ["python3"],
    before: `python3 -c "${CELLS}" ask.ipynb`,
    after: (command = "") => command.replace("jupyter lab", `python3 -c "${CELLS}" ask.ipynb`),
    files: {
      "ask.ipynb": JSON.stringify({
        cells: [
          { cell_type: "code", source: ["# é\n", 'key = "«openai-project-key»"\n', "print(key)"], outputs: [] },
          { cell_type: "markdown", source: ["text"] },
          { cell_type: "code", source: 'print(f"""{len(key)} «anthropic-api-key»\t\\n""")', outputs: [] },
        ],
        metadata: { language_info: { name: "python" } },
      }),
    },
  },
];
