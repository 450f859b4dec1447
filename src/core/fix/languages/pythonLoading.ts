// What loads the env file for a Python program, and how to start it with it.
import { type Loader, type LoadRequest, type StartRequest } from "../accessor";
import { Lexed } from "../code/lexer";
import { packageOf } from "../env/envPlace";
import { baseName, folderOf, foldersUp, join } from "../folders";
import { quotedPath } from "../quotedPath";
import type { SourceFile } from "../source";
import { firstKey, loadsBefore, loadsInTime } from "./ownLoad";
import { firstImport } from "./pythonReader";
import { PYTHON } from "./pythonSyntax";

/** The text that a call is given first. */
const PATH = String.raw`(?:[^()"'\n]{0,200}["'](?<path>[^"'\\\n]{1,200})\\?["'])?`;

const LOAD_DOTENV = new RegExp(String.raw`\bload_dotenv\s*\(${PATH}|^[ \t]*%dotenv\b`, "gm");

/** What puts `.env` into the environment from there on, and with what. */
const LOADS: readonly (readonly [RegExp, string])[] = [
  [LOAD_DOTENV, "python-dotenv loads .env when the program starts."],
  [new RegExp(String.raw`\bread_env\s*\(${PATH}`, "g"), "The code reads .env itself (read_env)."],
];

/** What reads `.env` for its own settings. */
const READERS: readonly (readonly [RegExp, string])[] = [
  [/\benv_file\s*=\s*\(?\[?\s*["'](?:[^"'\n]*\/)?\.env["']/g, "pydantic-settings reads .env."],
  // https://github.com/HBNetwork/python-decouple: in the folder of the file, or one above.
  [/^from\s+decouple\s+import\b/gm, "python-decouple reads .env."],
  [/\bConfig\(\s*["']\.env["']/g, "Starlette's Config reads .env."],
];

export function pythonLoaded(request: LoadRequest): string | undefined {
  if (baseName(request.envPath) !== ".env") return undefined;
  const own =
    LOADS.find(([says]) => loadsInTime(request, says, PYTHON)) ??
    READERS.find(([says]) => loadsBefore(request, says, PYTHON, Infinity));
  return own?.[1];
}

/** https://github.com/theskumar/python-dotenv: looks for `.env` in the folder of the file that calls it, and above. */
export function addLoadDotenv(request: LoadRequest): Loader | undefined {
  const { source, envPath } = request;
  if (baseName(envPath) !== ".env" || !dependsOn(source, "python-dotenv")) return undefined;
  if (/\bload_dotenv\b/.test(source.text)) return undefined;
  const lexed = new Lexed(source.text, PYTHON);
  const first = firstImport(lexed);
  const after = afterImports(lexed.code, first.at);
  if (Math.max(first.at, after) > firstKey(request)) return undefined;
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
