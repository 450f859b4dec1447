// Makefiles.
import { lines, type Run } from "../run";

const MAKEFILE = lines(
  "OPENAI_API_KEY := «openai-project-key»",
  "export ANTHROPIC_API_KEY = «anthropic-api-key»",
  'GROQ_API_KEY="«groq-api-key»"',
  "MY_KEY ?= «openai-project-key two»",
  "HEADER = Bearer «openai-project-key»",
  "FLAGS += --key «openai-project-key»",
  "OTHER = $(or $(OTHER_KEY),«google-api-key»)",
  "OUT := $(shell printf '%s' 'x: «openai-project-key»')",
  "define BODY",
  '{"key": "«openai-project-key»"} # not a comment',
  "endef",
  "export BODY",
  "all: GEMINI_API_KEY = «google-api-key two»",
  "all:",
  '\t@echo \'$(OPENAI_API_KEY)\' "$$ANTHROPIC_API_KEY" $(GROQ_API_KEY) $(MY_KEY) "$(HEADER)" $(FLAGS) $(OTHER) $(GEMINI_API_KEY)',
  "\t@echo 'single «openai-project-key»' \"double «anthropic-api-key»\" \\",
  '\t  "$(OUT) $$((1 + 1))" # it\'s',
  "\t@KEY=«groq-api-key» sh -c 'echo \"$$KEY $$BODY\"'",
);

export const MAKE_RUNS: readonly Run[] = [
  {
    title: "make",
    accessor: "Makefile",
    path: "app/Makefile",
    needs: ["make"],
    before: "make --no-print-directory -C app",
    after: (command) => command?.replace("make", "make --no-print-directory") ?? "",
    files: { "app/Makefile": MAKEFILE },
  },
  {
    title: "make, which includes the env file",
    accessor: "Makefile",
    path: "Makefile",
    needs: ["make"],
    before: "make",
    after: (command) => command ?? "make",
    files: {
      ".env": "A=1\n",
      Makefile: lines(
        "include .env",
        "export",
        "OPENAI_API_KEY = «openai-project-key»",
        "all:",
        "\t@echo '$(OPENAI_API_KEY) $(A)' «anthropic-api-key» \"$$OPENAI_API_KEY\"",
      ),
    },
  },
];
