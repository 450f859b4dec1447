// Python.
import { lines, type Run } from "../run";

export const PYTHON_RUNS: readonly Run[] = [
  {
    title: "Python",
    accessor: "Python",
    path: "app.py",
    needs: ["python3"],
    before: "python3 app.py",
    files: {
      "app.py": lines(
        '"""Says import os."""',
        "from __future__ import annotations",
        "import json",
        'key = "«openai-project-key»"',
        "header = 'Bearer «openai-project-key» {x} %s \\N{DIGIT ONE}'.format(x=1) % 2",
        'body = """{"key": "«anthropic-api-key»"}"""',
        'url = f"https://x.test/{key[:3]}?key=«google-api-key»"',
        'side = ("a " "«groq-api-key»")',
        'data = b"«openai-project-key»".hex()',
        'def f(key="«openai-project-key two»"): return {key: "«openai-project-key»"}',
        'raw = r"C:\\new «openai-project-key»"',
        "print(json.dumps([key, header, body, url, side, data, f(), raw]))",
      ),
    },
  },
];
