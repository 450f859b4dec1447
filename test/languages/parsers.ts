// The real parser of each language and format, by the title of its accessor.
import { type ParseError, parse as parseJson } from "jsonc-parser";
import { parseIni, parseProperties, parseToml, yamlErrors } from "./configuration";
import { syntaxErrors } from "./grammar";
import { toolbox } from "./toolbox";
import { workflowErrors } from "./workflow";

export interface Parser {
  /** As the accessor's proof names it. */
  readonly by: string;
  /** What is wrong with a text; empty for one that the parser takes. */
  readonly errors: (text: string, languageId: string) => Promise<readonly string[]> | readonly string[];
}

const TREE_SITTER: Parser = { by: "tree-sitter", errors: (text, languageId) => syntaxErrors(languageId, text) };

const YAML: Parser = { by: "yaml", errors: yamlErrors };

const WORKFLOW: Parser = { by: "@actions/workflow-parser", errors: workflowErrors };

const JSONC: Parser = {
  by: "jsonc-parser",
  errors: (text) => {
    const errors: ParseError[] = [];
    parseJson(text, errors, { allowTrailingComma: true });
    return errors.map(({ error, offset }) => `${error} at ${offset}`);
  },
};

/** An error that a parser throws. */
function thrown(parse: () => unknown): readonly string[] {
  try {
    parse();
    return [];
  } catch (error) {
    return [(error as Error).message.split("\n")[0] ?? ""];
  }
}

const TOML: Parser = { by: "smol-toml", errors: (text) => thrown(() => parseToml(text)) };

const WRANGLER: Parser = {
  by: "smol-toml and jsonc-parser",
  errors: (text, languageId) => (languageId === "toml" ? TOML : JSONC).errors(text, languageId),
};

/** It takes nearly everything; that each value is as before is shown by readings.ts. */
const INI: Parser = { by: "ini", errors: (text) => (Object.keys(parseIni(text)).length > 0 ? [] : ["no entry"]) };

const PROPERTIES: Parser = {
  by: "properties-reader",
  errors: (text) => (parseProperties(text).length > 0 ? [] : ["no entry"]),
};

const DOCKERFILE: Parser = {
  by: "dockerfile-ast",
  errors: (text) => {
    const { DockerfileParser } = toolbox().require("dockerfile-ast") as {
      DockerfileParser: { parse: (text: string) => { getInstructions: () => readonly { getKeyword: () => string }[] } };
    };
    const known =
      /^(?:FROM|RUN|CMD|LABEL|EXPOSE|ENV|ADD|COPY|ENTRYPOINT|VOLUME|USER|WORKDIR|ARG|ONBUILD|STOPSIGNAL|HEALTHCHECK|SHELL)$/;
    const instructions = DockerfileParser.parse(text).getInstructions();
    return instructions.map((one) => one.getKeyword()).filter((keyword) => !known.test(keyword));
  },
};

/** The code between the fences. */
const ASTRO: Parser = {
  by: "tree-sitter",
  errors: (text) => syntaxErrors("typescript", text.split(/^---$/m)[1] ?? "("),
};

const HCL: Parser = {
  by: "hcl2json",
  errors: async (text) => {
    const { parse } = toolbox().require("@cdktf/hcl2json") as {
      parse: (name: string, text: string) => Promise<unknown>;
    };
    return parse("main.tf", text).then(
      () => [],
      (error: unknown) => [String(error)],
    );
  },
};

// The grammar of the toolbox keeps something of one text for the next and then takes right ones for wrong.
const LUA: Parser = {
  by: "Lua",
  errors: async (text) => {
    const { LuaFactory } = toolbox().require("wasmoon") as {
      LuaFactory: new () => {
        createEngine(): Promise<{
          readonly global: { set(name: string, value: string): void; close(): void };
          doString(program: string): Promise<string | null>;
        }>;
      };
    };
    const lua = await new LuaFactory().createEngine();
    lua.global.set("text", text);
    const error = await lua.doString("local _, message = load(text) return message");
    lua.global.close();
    return error === null ? [] : [error];
  },
};

export const PARSERS: Readonly<Record<string, Parser>> = {
  JavaScript: TREE_SITTER,
  TypeScript: TREE_SITTER,
  Astro: ASTRO,
  Python: TREE_SITTER,
  Go: TREE_SITTER,
  Rust: TREE_SITTER,
  Kotlin: TREE_SITTER,
  Scala: TREE_SITTER,
  Groovy: TREE_SITTER,
  Swift: TREE_SITTER,
  Dart: TREE_SITTER,
  C: TREE_SITTER,
  "C++": TREE_SITTER,
  Java: TREE_SITTER,
  "C#": TREE_SITTER,
  Shell: {
    by: TREE_SITTER.by,
    errors: (text, id) => syntaxErrors(/^#!.*\bzsh\b/.test(text) ? "zsh" : id, text),
  },
  fish: TREE_SITTER,
  PowerShell: TREE_SITTER,
  Batch: TREE_SITTER,
  Makefile: TREE_SITTER,
  Terraform: HCL,
  Nix: TREE_SITTER,
  PHP: TREE_SITTER,
  Ruby: TREE_SITTER,
  Lua: LUA,
  Julia: TREE_SITTER,
  "F#": TREE_SITTER,
  Elixir: TREE_SITTER,
  Dockerfile: DOCKERFILE,
  "Docker Compose": YAML,
  "Helm values": YAML,
  Kubernetes: YAML,
  "GitHub Actions": WORKFLOW,
  "GitLab CI": YAML,
  "Azure Pipelines": YAML,
  Continue: YAML,
  Yarn: YAML,
  "Spring YAML": YAML,
  Ansible: YAML,
  "appsettings.json": JSONC,
  "VS Code mcp.json": JSONC,
  "Claude Code .mcp.json": JSONC,
  "Cursor mcp.json": JSONC,
  "Windsurf mcp_config.json": JSONC,
  "Roo Code mcp.json": JSONC,
  "Gemini CLI settings.json": JSONC,
  opencode: JSONC,
  "VS Code launch.json and tasks.json": JSONC,
  "VS Code settings.json": JSONC,
  "devcontainer.json": JSONC,
  Wrangler: WRANGLER,
  "Codex config.toml": TOML,
  "Fly.io": TOML,
  systemd: INI,
  Supervisor: INI,
  tox: INI,
  uWSGI: INI,
  "php.ini": INI,
  "npm .npmrc": INI,
  "Spring .properties": PROPERTIES,
  "Log4j 2 .properties": PROPERTIES,
};
