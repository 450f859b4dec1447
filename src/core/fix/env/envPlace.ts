// Which files a fix touches, and which it has to know to decide that.
import { baseName, folderOf, foldersUp, join } from "../folders";

const ENV_NAMES = [".env", ".env.local"];
const TEMPLATE_ENDS = [".example", ".sample", ".template"];

/** Files that mark a folder as a package of its own, and that tell what loads an env file. */
const MANIFESTS = [
  "package.json",
  "pyproject.toml",
  "requirements.txt",
  "Pipfile",
  "go.mod",
  "Cargo.toml",
  "Package.swift",
  "pubspec.yaml",
  "build.sbt",
  "pom.xml",
  "build.gradle",
  "build.gradle.kts",
  "deno.json",
  "deno.jsonc",
  "wrangler.toml",
  "wrangler.json",
  "wrangler.jsonc",
  "composer.json",
  "Gemfile",
  "mix.exs",
  "Project.toml",
];
/** https://docs.docker.com/compose/intro/compose-application-model/#the-compose-file */
export const COMPOSE_NAMES = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];
const OTHERS = [
  ...[".gitignore", ".git", ".git/HEAD", ".git/info/exclude", ".envrc", "tsconfig.json", ".vscode/launch.json"],
  ...["bun.lock", "bun.lockb", "bunfig.toml", "uv.lock", "manage.py", ...COMPOSE_NAMES],
  ...[".dev.vars", ".dev.vars.example", ".envrc.example", "local.settings.json", "host.json", "Chart.yaml"],
];

/** Files that only those of one kind ask for, by the end of their names: in the same folder, or in each one up. */
const OF_KIND: readonly { readonly kind: RegExp; readonly names: readonly string[]; readonly up?: true }[] = [
  { kind: /\.tf$/, names: ["terraform.tfvars"] },
  { kind: /\.(?:http|rest)$/, names: ["http-client.private.env.json"] },
  { kind: /\.nix$/, names: ["flake.nix"], up: true },
];

type Files = ReadonlyMap<string, string>;

/**
 * The files that a plan for `path` may depend on, relative to the owning folder; most of them do not exist.
 * `envFile` is the one that settings name. A host reads those that are there and gives them to `planFix`.
 */
export function filesForFix(path: string, envFile?: string): readonly string[] {
  const names = [...ENV_NAMES, ...TEMPLATE_ENDS.map((end) => `.env${end}`), ...OTHERS, ...MANIFESTS];
  const folders = new Set(
    [path, ...(envFile === undefined ? [] : [envFile])].flatMap((one) => foldersUp(folderOf(one))),
  );
  const found = [...folders].flatMap((folder) => names.map((name) => join(folder, name)));
  const configured = envFile === undefined ? [] : [envFile, ...templatesOf(envFile)];
  const ofKind = OF_KIND.filter(({ kind }) => kind.test(path)).flatMap(({ names: wanted, up }) =>
    (up ? foldersUp(folderOf(path)) : [folderOf(path)]).flatMap((folder) => wanted.map((name) => join(folder, name))),
  );
  return [...new Set([...found, ...configured, ...ofKind])].filter((one) => one !== path);
}

/** Frameworks that read `.env.local`, which they keep out of git, before `.env`. */
const LOCAL_FIRST = /"(?:next|vite|nuxt|@sveltejs\/kit|astro|react-scripts)"\s*:/;

/** The nearest env file, else where one is made: in the nearest package, else in the owning folder. */
export function envFileFor(path: string, files: Files): string {
  const folders = foldersUp(folderOf(path));
  for (const folder of folders) {
    const local = LOCAL_FIRST.test(files.get(join(folder, "package.json")) ?? "") ? [".env.local"] : [];
    const found = [...local, ".env"].map((name) => join(folder, name)).find((one) => files.has(one));
    if (found !== undefined) return found;
  }
  return join(packageOf(path, files), ".env");
}

/** The nearest folder with a manifest, else the owning folder. */
export function packageOf(path: string, files: Files): string {
  return foldersUp(folderOf(path)).find((folder) => MANIFESTS.some((name) => files.has(join(folder, name)))) ?? "";
}

function templatesOf(envPath: string): readonly string[] {
  const name = baseName(envPath);
  const stem = /^\.env(?:\.|$)/.test(name) ? ".env" : name;
  return TEMPLATE_ENDS.map((end) => join(folderOf(envPath), stem + end));
}

/** The file that tells others which variables there are: the one beside the env file, else a new one. */
export function templateFor(envPath: string, files: Files): string {
  const templates = templatesOf(envPath);
  return templates.find((one) => files.has(one)) ?? templates[0] ?? envPath;
}
