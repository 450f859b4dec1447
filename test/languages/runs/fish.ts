// Scripts of fish.
import { lines, type Run } from "../run";

export const FISH_RUNS: readonly Run[] = [
  {
    title: "fish",
    accessor: "fish",
    path: "bin/run.fish",
    needs: ["fish"],
    before: "fish bin/run.fish",
    files: {
      "bin/run.fish": lines(
        "#!/usr/bin/env fish",
        "set -gx OPENAI_API_KEY «openai-project-key»",
        "set -q GROQ_API_KEY; or set -gx GROQ_API_KEY '«groq-api-key»'",
        "function show; for one in $argv; printf '%s\\n' $one; end; end",
        "show $OPENAI_API_KEY $GROQ_API_KEY Bearer:«openai-project-key two» \"«openai-project-key»[1]\" '«openai-project-key»[1]'",
        "show '{\"key\": \"«openai-project-key»\"}' 'it\\'s $x «anthropic-api-key»' \"$(printf %s '«anthropic-api-key»')\" # it's",
        "show (printf %s «anthropic-api-key») 'a «groq-api-key», b' \"\\$x «groq-api-key»\"",
        "OPENAI_API_KEY=«openai-project-key two» sh -c 'printf %s \"$OPENAI_API_KEY\"'",
        "switch «anthropic-api-key»; case '«anthropic-api-key»'; echo same; end",
      ),
    },
  },
];
