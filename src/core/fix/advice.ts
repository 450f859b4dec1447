// What loads the env file, or the one command that starts the program with it.
import { accessorOf, isEnvTemplate } from "./accessors";
import { packageOf } from "./envPlace";
import { baseName, folderOf, foldersUp, isInside, join, within } from "./folders";
import { jsonReaderOf } from "./json";
import type { StartCommand } from "./model";
import type { SourceFile } from "./source";
import { isComposeFile, isWorkflow } from "./yaml";

export interface Advice {
  readonly sentences: readonly string[];
  readonly start?: StartCommand;
}

export interface AdviceRequest {
  readonly source: SourceFile;
  readonly envPath: string;
  /** The names of the variables that the source reads now. */
  readonly names: readonly string[];
  readonly shell: "posix" | "powershell";
}

const UNPUBLISH = "Moving the key does not un-publish it: rotate it if this file was ever committed.";

/** At most three sentences, the last of which is that a moved key may be public all the same. */
export function adviceFor(request: AdviceRequest): Advice {
  const { source, envPath } = request;
  const loader = loaderOf(request);
  if (loader !== undefined) return { sentences: [loader, UNPUBLISH] };
  const folder = isInside(folderOf(envPath), source.path) ? folderOf(envPath) : "";
  const command = commandFor(request, folder);
  if (command === undefined) return { sentences: [UNPUBLISH] };
  const place = folder === "" ? "" : ` in ${folder}`;
  return { sentences: [`${leadIn(source)}${place}: ${command}`, UNPUBLISH], start: { command, folder } };
}

function leadIn({ path }: SourceFile): string {
  return isWorkflow(path) ? "Give the repository the secret once" : "Start it with the env file";
}

/** Why the env file is read without anybody's help. */
function loaderOf({ source, envPath }: AdviceRequest): string | undefined {
  const { path, text, files } = source;
  const env = baseName(envPath);
  const manifest = (name: string): string => files.get(join(folderOf(envPath), name)) ?? "";
  if (isEnvTemplate(path)) return `${env} now has the value, and this file shows others which variable they need.`;
  if (isComposeFile(path) && envPath === join(folderOf(path), ".env"))
    return "Docker Compose reads the .env beside this file.";
  const language = accessorOf(source.languageId)?.id;
  const envrc = foldersUp(folderOf(envPath)).map((folder) => files.get(join(folder, ".envrc")) ?? "");
  if (envrc.some((one) => /^\s*dotenv(?:_if_exists)?\b/m.test(one)) && env === ".env")
    return "direnv loads .env in this folder.";
  if (language === "script") {
    const framework = /"(next|nuxt)"\s*:/.exec(manifest("package.json"))?.[1];
    if (framework !== undefined)
      return `${framework === "next" ? "Next.js" : "Nuxt"} reads ${env}; restart its server.`;
    if (/["']dotenv(?:\/config)?["']/.test(text) && env === ".env" && folderOf(envPath) === packageOf(path, files))
      return "dotenv loads .env when the program starts in its folder.";
  }
  if (language === "script" && /--env-file[= ]\S*\.env/.test(manifest("package.json")))
    return `The npm scripts give ${env} to Node.`;
  if (language === "shell" && /(?:^|[;&|])\s*(?:\.|source)\s+\S*\.env\b/m.test(text))
    return "The script loads .env itself.";
  if (language === "python" && /\bload_dotenv\s*\(/.test(text) && env === ".env")
    return "python-dotenv loads .env when the program starts.";
  if (language === "go" && /\bgodotenv\.(?:Load|Overload)\s*\(/.test(text) && env === ".env")
    return "godotenv loads .env when the program starts.";
  return undefined;
}

const quoted = (path: string): string => (/^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

function commandFor({ source, envPath, names, shell }: AdviceRequest, folder: string): string | undefined {
  const { path, files } = source;
  const env = within(folder, envPath);
  const file = quoted(path === "" ? "FILE" : within(folder, path));
  const load = (command: string): string => (shell === "posix" ? posix(env, command) : powershell(env, command));
  switch (isEnvTemplate(path) ? undefined : accessorOf(source.languageId)?.id) {
    case "script":
      return scriptCommand({ file, env, manifest: files.get(join(folder, "package.json")) ?? "", load });
    case "python":
      return load(`${shell === "posix" ? "python3" : "python"} ${file}`);
    case "go":
      return load(goCommand(file, source, folder));
    case "java":
      return load(javaCommand(file, folder, files));
    case "csharp":
      return load("dotnet run");
    case "shell":
      return load(`${/^#!.*?\b(bash|zsh|sh)\b/.exec(source.text)?.[1] ?? "bash"} ${file}`);
    case "dockerfile":
      return dockerCommand(source.text, names, { env, load });
    case "yaml":
      if (isWorkflow(path)) return names.map((name) => `gh secret set ${name}`).join("; ");
      return `docker compose --env-file ${quoted(env)} -f ${file} up`;
    case "json": {
      const reader = jsonReaderOf(path);
      return reader && load(reader.start);
    }
    case undefined:
      return undefined;
  }
}

function posix(env: string, command: string): string {
  return `set -a; . ${quoted(env.startsWith("/") ? env : `./${env}`)}; set +a; ${command}`;
}

function powershell(env: string, command: string): string {
  const path = `'${env.replaceAll("'", "''")}'`;
  return `Get-Content ${path} | ForEach-Object { if ($_ -match '^(?:export )?(\\w+)=(.*)$') { Set-Item "env:$($Matches[1])" $Matches[2].Trim('"', "'") } }; ${command}`;
}

interface ScriptFacts {
  readonly file: string;
  readonly env: string;
  readonly manifest: string;
  readonly load: (command: string) => string;
}

/** Node reads an env file itself since 20.6; TypeScript goes through what the project runs it with. */
function scriptCommand({ file, env, manifest, load }: ScriptFacts): string {
  const flag = `--env-file=${quoted(env)}`;
  const start = /"start"\s*:\s*"node ([\w@./ -]+)"/.exec(manifest)?.[1];
  if (start !== undefined) return `node ${flag} ${start}`;
  if (/"start"\s*:/.test(manifest)) return load("npm start");
  if (!/\.[cm]?tsx?'?$/.test(file)) return `node ${flag} ${file}`;
  if (/"tsx"\s*:/.test(manifest)) return `npx tsx ${flag} ${file}`;
  if (/"ts-node"\s*:/.test(manifest)) return `node ${flag} -r ts-node/register ${file}`;
  return `node ${flag} ${file.replace(/ts(x?)('?)$/, "js$2")}`;
}

function goCommand(file: string, { text, files }: SourceFile, folder: string): string {
  if (!files.has(join(folder, "go.mod"))) return `go run ${file}`;
  return /^package main\b/m.test(text) && file.includes("/") ? `go run ./${folderOf(file)}` : "go run .";
}

function javaCommand(file: string, folder: string, files: ReadonlyMap<string, string>): string {
  const build = (name: string): string => files.get(join(folder, name)) ?? "";
  if (build("pom.xml").includes("spring-boot")) return "mvn spring-boot:run";
  const gradle = build("build.gradle") + build("build.gradle.kts");
  if (gradle !== "") return gradle.includes("springframework.boot") ? "gradle bootRun" : "gradle run";
  return build("pom.xml") === "" ? `java ${file}` : "mvn compile exec:java";
}

function dockerCommand(
  text: string,
  names: readonly string[],
  { env, load }: { env: string; load: (command: string) => string },
): string {
  const builds = names.filter((name) => new RegExp(`^\\s*ARG\\s+${name}\\b`, "mi").test(text));
  if (builds.length === 0) return `docker run --env-file ${quoted(env)} IMAGE`;
  return load(`docker build ${builds.map((name) => `--build-arg ${name}`).join(" ")} .`);
}
