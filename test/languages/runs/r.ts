// R.
import { lines, type Run } from "../run";

export const R_RUNS: readonly Run[] = [
  {
    title: "R",
    accessor: "R",
    path: "app.R",
    needs: ["Rscript"],
    before: "Rscript app.R",
    files: {
      "app.R": lines(
        "# it's",
        'api_key <- "«openai-project-key»"',
        "'«groq-api-key»' -> other; `it's` = 5 %% 2",
        "all <- c(api_key, other, 'Bearer «openai-project-key» \\n', r\"(C:\\new \"«openai-project-key»\")\", R'--[«anthropic-api-key»]--',",
        '  `it\'s`, "https://x.test/?key=«google-api-key»&a=«openai-project-key»", "a',
        "«groq-api-key»\", nchar('«openai-project-key» x'), Sys.getenv('MY_KEY', '«openai-project-key two»'))",
        'f <- function(key = "«openai-project-key»", ...) key',
        "headers <- list(Authorization = 'Bearer «openai-project-key»')",
        "for (one in c(all, f(), headers)) cat(one, '\\n')",
      ),
    },
  },
];
