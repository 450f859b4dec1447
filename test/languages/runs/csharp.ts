// C#.
import { lines, type Run } from "../run";

export const CSHARP_RUNS: readonly Run[] = [
  {
    title: "strings, constants and defaults",
    accessor: "C#",
    path: "App.cs",
    needs: ["mcs", "mono"],
    before: "mcs App.cs && mono App.exe",
    // There is no dotnet on Debian, and Mono has no such command.
    after: (command) => (command ?? "").replace("dotnet run", "mcs App.cs && mono App.exe"),
    files: {
      "App.cs": lines(
        "using System;",
        "class App {",
        '  private const string Key = "«openai-project-key»";',
        '  static string Same(string text = null) { return text ?? "«groq-api-key»"; }',
        "  static void Main() {",
        '    const string local = "Bearer «anthropic-api-key»";',
        "    var x = 3;",
        '    var parts = $"{x} {{}} «openai-project-key» {Same()}" + @"say ""«groq-api-key»""" + "«openai-project-key two» x".ToUpper();',
        '    var fallback = Environment.GetEnvironmentVariable("MY_KEY") ?? "«google-api-key»";',
        '    Console.WriteLine(Key + local + parts + fallback + (Key == "«openai-project-key»") + $@"C:\\{x} «groq-api-key»");',
        "  }",
        "}",
      ),
    },
  },
];
