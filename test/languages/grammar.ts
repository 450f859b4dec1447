// Real grammars: whether a text is a program of its language, by tree-sitter's parsers.
import { toolbox } from "./toolbox";

/** What of the package web-tree-sitter is used. */
interface TreeSitter {
  readonly Parser: {
    init(): Promise<void>;
    new (): {
      setLanguage(language: unknown): void;
      parse(text: string): { rootNode: Node; delete(): void };
      delete(): void;
    };
  };
  readonly Language: { load(file: string): Promise<unknown> };
}

interface Node {
  readonly type: string;
  readonly isError: boolean;
  readonly isMissing: boolean;
  readonly hasError: boolean;
  readonly startPosition: { readonly row: number; readonly column: number };
  readonly children: readonly (Node | null)[];
}

const WASMS = "tree-sitter-wasms/out/tree-sitter-";

/** Language id -> the grammar's file below node_modules. */
const GRAMMARS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ["javascript", "javascript"],
      ["javascriptreact", "javascript"],
      ["typescript", "typescript"],
      ["typescriptreact", "tsx"],
      ["python", "python"],
      ["go", "go"],
      ["java", "java"],
      ["csharp", "c_sharp"],
      ["shellscript", "bash"],
      ["rust", "rust"],
      ["kotlin", "kotlin"],
      ["scala", "scala"],
      ["php", "php"],
      ["ruby", "ruby"],
      ["swift", "swift"],
      ["dart", "dart"],
      ["elixir", "elixir"],
      ["c", "c"],
      ["cpp", "cpp"],
      ["toml", "toml"],
      ["json", "json"],
    ].map(([id = "", name = ""]) => [id, `${WASMS}${name}.wasm`]),
  ),
  fish: "@lumis-sh/wasm-fish/tree-sitter-fish.wasm",
  powershell: "@lumis-sh/wasm-powershell/tree-sitter-powershell.wasm",
  groovy: "@lumis-sh/wasm-groovy/tree-sitter-groovy.wasm",
  zsh: "@lumis-sh/wasm-zsh/tree-sitter-zsh.wasm",
  bat: "tree-sitter-batch/tree-sitter-batch.wasm",
  makefile: "tree-sitter-make/tree-sitter-make.wasm",
  nix: "@cursorless/tree-sitter-wasms/out/tree-sitter-nix.wasm",
  julia: "tree-sitter-julia/tree-sitter-julia.wasm",
  fsharp: "tree-sitter-fsharp/tree-sitter-fsharp.wasm",
};

export const hasGrammar = (languageId: string): boolean => languageId in GRAMMARS;

let started: Promise<TreeSitter> | undefined;
const loaded = new Map<string, Promise<unknown>>();

async function start(): Promise<TreeSitter> {
  const treeSitter = toolbox().require("web-tree-sitter") as TreeSitter;
  await treeSitter.Parser.init();
  return treeSitter;
}

/** Where a text is no program of the language, as `line:column type`; empty when it is one. */
export async function syntaxErrors(languageId: string, text: string): Promise<readonly string[]> {
  const grammar = GRAMMARS[languageId];
  if (grammar === undefined) throw new Error(`there is no grammar of ${languageId}`);
  const { Parser, Language } = await (started ??= start());
  const language = loaded.get(grammar) ?? Language.load(toolbox().file(grammar));
  loaded.set(grammar, language);
  const parser = new Parser();
  parser.setLanguage(await language);
  const tree = parser.parse(text);
  const errors = errorsIn(tree.rootNode);
  tree.delete();
  parser.delete();
  return errors;
}

function errorsIn(node: Node): readonly string[] {
  const { isError, isMissing, startPosition, type } = node;
  const own =
    isError || isMissing
      ? [`${startPosition.row + 1}:${startPosition.column + 1} ${isMissing ? "missing " : ""}${type}`]
      : [];
  return node.hasError ? [...own, ...node.children.flatMap((child) => (child ? errorsIn(child) : []))] : own;
}
