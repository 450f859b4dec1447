// The real parser of each language and format, by the title of its accessor.
import { type ParseError, parse as parseJson } from "jsonc-parser";
import { syntaxErrors } from "./grammar";
import { toolbox } from "./toolbox";

export interface Parser {
  /** As the accessor's proof names it. */
  readonly by: string;
  /** What is wrong with a text; empty for one that the parser takes. */
  readonly errors: (text: string, languageId: string) => Promise<readonly string[]> | readonly string[];
}

const TREE_SITTER: Parser = { by: "tree-sitter", errors: (text, languageId) => syntaxErrors(languageId, text) };

const YAML: Parser = {
  by: "yaml",
  errors: (text) => {
    const { parseAllDocuments } = toolbox().require("yaml") as {
      parseAllDocuments: (text: string) => readonly { readonly errors: readonly Error[] }[];
    };
    return parseAllDocuments(text).flatMap(({ errors }) => errors.map(({ message }) => message));
  },
};

const JSONC: Parser = {
  by: "jsonc-parser",
  errors: (text) => {
    const errors: ParseError[] = [];
    parseJson(text, errors, { allowTrailingComma: true });
    return errors.map(({ error, offset }) => `${error} at ${offset}`);
  },
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

export const PARSERS: Readonly<Record<string, Parser>> = {
  JavaScript: TREE_SITTER,
  TypeScript: TREE_SITTER,
  Python: TREE_SITTER,
  Go: TREE_SITTER,
  Java: TREE_SITTER,
  "C#": TREE_SITTER,
  PHP: TREE_SITTER,
  Ruby: TREE_SITTER,
  Lua: TREE_SITTER,
  Julia: TREE_SITTER,
  "F#": TREE_SITTER,
  Elixir: TREE_SITTER,
  Shell: TREE_SITTER,
  Dockerfile: DOCKERFILE,
  "Docker Compose": YAML,
  "GitHub Actions": YAML,
  JSON: JSONC,
};
