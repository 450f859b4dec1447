// What loads the env file for a Python program, and how to start it with it.
import { type Loader, type LoadRequest, type StartRequest } from "../accessor";
import { Lexed } from "../code/lexer";
import { packageOf } from "../env/envPlace";
import { baseName, folderOf, foldersUp, join } from "../folders";
import { quotedPath } from "../quotedPath";
import type { SourceFile } from "../source";
import { firstImport } from "./pythonReader";
import { PYTHON } from "./pythonSyntax";

/** What a file says when it reads `.env` itself, and with what. */
const LOADERS: readonly (readonly [RegExp, string])[] = [
  [/\bload_dotenv\s*\(|^[ \t]*%dotenv\b/m, "python-dotenv loads .env when the program starts."],
  [/\benv_file\s*=\s*\(?\[?\s*["'](?:[^"'\n]*\/)?\.env["']/, "pydantic-settings reads .env."],
  // https://github.com/HBNetwork/python-decouple: in the folder of the file, or one above.
  [/^from\s+decouple\s+import\b/m, "python-decouple reads .env."],
  [/\bread_env\s*\(/, "The code reads .env itself (read_env)."],
  [/\bConfig\(\s*["']\.env["']/, "Starlette's Config reads .env."],
];

export function pythonLoaded({ source, envPath }: LoadRequest): string | undefined {
  if (baseName(envPath) !== ".env") return undefined;
  return LOADERS.find(([says]) => says.test(source.text))?.[1];
}

/** https://github.com/theskumar/python-dotenv: looks for `.env` in the folder of the file that calls it, and above. */
export function addLoadDotenv({ source, envPath }: LoadRequest): Loader | undefined {
  if (baseName(envPath) !== ".env" || !dependsOn(source, "python-dotenv")) return undefined;
  const lexed = new Lexed(source.text, PYTHON);
  const first = firstImport(lexed);
  const after = afterImports(lexed.code, first.at);
  const { eol } = source;
  const sentence = "The code loads .env with python-dotenv now.";
  if (first.isInline)
    return {
      changes: [{ start: first.at, end: first.at, text: "from dotenv import load_dotenv; load_dotenv(); " }],
      sentence,
    };
  const call = `load_dotenv()${eol}`;
  const isLast = after >= lexed.code.length && !/[\r\n]$/.test(lexed.code);
  return {
    changes: first.isImport
      ? [
          { start: first.at, end: first.at, text: `from dotenv import load_dotenv${eol}` },
          { start: after, end: after, text: `${isLast ? eol : ""}${eol}${call}` },
        ]
      : [{ start: first.at, end: first.at, text: `from dotenv import load_dotenv${eol}${eol}${call}${eol}` }],
    sentence,
  };
}

/** After the imports that stand together from an offset on. */
function afterImports(code: string, from: number): number {
  const statement =
    /(?:(?:import\b|from\b[^\n]*?\bimport\b)(?:[^\n()\\]*\([^()]*\)[^\n]*|(?:[^\n\\]|\\\r?\n)*)|[ \t]*)(?:\r?\n|$)/y;
  let end = from;
  for (let at = from; at < code.length;) {
    statement.lastIndex = at;
    const found = statement.exec(code)?.[0] ?? "";
    if (found === "") break;
    at += found.length;
    if (found.trim() !== "") end = at;
  }
  return end;
}

const MANIFESTS = ["requirements.txt", "pyproject.toml", "Pipfile"];

function dependsOn({ path, files }: SourceFile, name: string): boolean {
  const texts = foldersUp(folderOf(path)).flatMap((folder) =>
    MANIFESTS.map((one) => files.get(join(folder, one)) ?? ""),
  );
  return texts.some((text) => new RegExp(`(?:^|["'\\s])${name}(?:$|[\\s"'=<>~![;])`, "mi").test(text));
}

export function pythonStart({ source, folder, file, env, shell, withEnv }: StartRequest): string {
  const { files, path } = source;
  const has = (name: string): boolean => files.has(join(folder, name));
  const python = shell === "posix" ? "python3" : "python";
  if (path.endsWith(".ipynb")) return withEnv("jupyter lab");
  // https://docs.astral.sh/uv/configuration/files/#env: read with the flag alone.
  if (has("uv.lock")) return `uv run --env-file ${quotedPath(env)} ${has("manage.py") ? "manage.py runserver" : file}`;
  // https://pipenv.pypa.io/en/latest/shell.html: `pipenv run` loads .env.
  if (has("Pipfile") && env === ".env" && packageOf(path, files) === folder) return `pipenv run python ${file}`;
  return withEnv(`${python} ${has("manage.py") ? "manage.py runserver" : file}`);
}
