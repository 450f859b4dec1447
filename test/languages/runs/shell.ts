// Shell scripts.
import { lines, type Run } from "../run";

export const SHELL_RUNS: readonly Run[] = [
  ...["sh", "bash", "zsh"].map((shell): Run => ({
    title: shell,
    accessor: "Shell",
    path: "bin/run",
    needs: [shell],
    before: `${shell} bin/run`,
    files: {
      "bin/run": lines(
        `#!/usr/bin/env ${shell}`,
        "set -eu",
        "export OPENAI_API_KEY=«openai-project-key»",
        "TOKEN='«anthropic-api-key»'",
        'OTHER="${GROQ_API_KEY:-«groq-api-key»}"',
        'show() { for one in "$@"; do printf \'%s\\n\' "$one"; done; }',
        'show "$OPENAI_API_KEY" "$TOKEN" "$OTHER" Bearer:«openai-project-key two» \'it is «anthropic-api-key», yes\'',
        'show \'{"key": "«openai-project-key»"}\' "$(printf %s \'«anthropic-api-key»\')" $((1 + 2)) # it\'s',
        "cat <<EOF",
        'it\'s "«openai-project-key»" $((1 + 1))',
        "EOF",
        "sh -c 'printf %s \"$OPENAI_API_KEY\"'",
      ),
    },
  })),
  ...["bash", "zsh"].map((shell): Run => ({
    title: `what ${shell} has and sh has not`,
    accessor: "Shell",
    path: `run.${shell}`,
    needs: [shell],
    before: `${shell} run.${shell}`,
    files: {
      [`run.${shell}`]: lines(
        `#!/usr/bin/env ${shell}`,
        "set -eu",
        "keys=(«openai-project-key» '«anthropic-api-key»' \"a «groq-api-key»\")",
        "declare -A map=([openai]='«openai-project-key»')",
        "keys+=($'a\\tb «openai-project-key two»')",
        'printf \'%s\\n\' "${keys[@]}" "${map[openai]}" "«openai-project-key»[1]" \'«openai-project-key»[1]\'',
        "if [[ a«openai-project-key»b == *«openai-project-key»* ]]; then echo same; fi",
        "case «openai-project-key» in «openai-project-key») echo case;; esac",
        "cat <<< 'x «anthropic-api-key»'",
        "readonly GROQ_API_KEY=«groq-api-key»",
        "f() { local ANTHROPIC_API_KEY='«anthropic-api-key»'; printf '%s\\n' \"$ANTHROPIC_API_KEY\"; }",
        'f; echo "$GROQ_API_KEY" "`printf %s \\"b «openai-project-key»\\"`" {«groq-api-key»,b}',
        "bash -c 'KEY=«openai-project-key»; echo \"$KEY it\"'",
        "trap 'echo bye «openai-project-key»' EXIT",
        "if [ -n x ]; then cat <<-EOF; fi",
        '\t"«openai-project-key»" it\'s',
        "\tEOF",
      ),
    },
  })),
];
