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
        "type Secret string",
        "",
        "const (",
        "\tone   = 1",
        '\tinner = "in «openai-project-key»"',
        "\ttwo   = one + 1",
        ")",
        "",
        'const secret Secret = "«anthropic-api-key»"',
        "",
        "func main() {",
        "\tfmt.Println(inner, two, secret)",
        '\tfmt.Println(key, "Bearer «anthropic-api-key»", `"«openai-project-key»" x`, ("a «groq-api-key»"[1:]))',
        "}",
      ),
    },
  },
];
