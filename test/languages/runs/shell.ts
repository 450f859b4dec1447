// Shell scripts.
import { lines, type Run } from "../run";

export const SHELL_RUNS: readonly Run[] = [
  ...["sh", "bash"].map((shell): Run => ({
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
];
