// Go.
import { lines, type Run } from "../run";

export const GO_RUNS: readonly Run[] = [
  {
    title: "Go",
    accessor: "Go",
    path: "main.go",
    needs: ["go"],
    before: "go run main.go",
    files: {
      "main.go": lines(
        "package main",
        "",
        'import "fmt"',
        "",
        'const key = "«openai-project-key»"',
        "",
        "func main() {",
        '\tfmt.Println(key, "Bearer «anthropic-api-key»", `"«openai-project-key»" x`, ("a «groq-api-key»"[1:]))',
        "}",
      ),
    },
  },
];
