// Java.
import { lines, type Run } from "../run";

export const JAVA_RUNS: readonly Run[] = [
  {
    title: "Java",
    accessor: "Java",
    path: "App.java",
    needs: ["java"],
    before: "java App.java",
    files: {
      "App.java": lines(
        "class App {",
        '  private static final String KEY = "«openai-project-key»";',
        "  public static void main(String[] args) {",
        '    System.out.println(KEY + "Bearer «anthropic-api-key» \\"x\\"".length() + ("«openai-project-key», " + 1 + 2));',
        '    System.out.println("k=«openai-project-key»;".toLowerCase() + "a «groq-api-key» b «openai-project-key» c");',
        '    System.out.println("""',
        '      {"key": "«openai-project-key»", "rate": "5%"}',
        '      """ + """',
        '      %s «groq-api-key» %2$s %%""".formatted(1, 2));',
        '    System.out.println(System.getenv().getOrDefault("MY_KEY", "«google-api-key»"));',
        "  }",
        "}",
      ),
    },
  },
];
