// What programs make of their configuration, as their documentation says: tiny readers, by the title of the accessor.
// Each gives all that the program gets to see; a reference counts as what the env file has for it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { type Json, parseIni, parseJson, parseProperties, parseToml, parseYaml } from "./configuration";

export interface Given {
  /** What the env file holds; empty before the fix. */
  readonly env: Readonly<Record<string, string>>;
  /** The start command of the plan, after the fix. */
  readonly start: string | undefined;
  readonly files: ReadonlyMap<string, string>;
}

export type Reading = (text: string, given: Given) => unknown;

type Dict = Readonly<Record<string, Json>>;

const isDict = (value: Json | undefined): value is Dict =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const dict = (value: Json | undefined): Dict => (isDict(value) ? value : {});
const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);
const string = (value: Json | undefined): string => (typeof value === "object" ? "" : String(value ?? ""));

export function mapStrings(value: Json, change: (text: string) => string): Json {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => mapStrings(one, change));
  if (!isDict(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapStrings(one, change)]));
}

/** A program that puts variables into every text: `form` finds a reference, with the name as its first group. */
const substituting =
  (parse: (text: string) => Json, form: RegExp): Reading =>
  (text, { env }) =>
    mapStrings(parse(text), (one) =>
      one.replace(form, (_, name: string) => {
        const value = env[name];
        assert.ok(value !== undefined, `${name} is not in the env file`);
        return value;
      }),
    );

/** What a POSIX shell runs, command by command, where every program prints its arguments. */
function shell(script: string, env: Readonly<Record<string, string>>): string {
  const programs = ["curl", "make"].map((name) => `${name}() { printf '<%s>' ${name} "$@"; echo; }\n`).join("");
  const ran = spawnSync("sh", ["-c", `${programs}${script}`], {
    env: { PATH: process.env["PATH"], ...env },
    encoding: "utf8",
  });
  assert.equal(ran.status, 0, "the script fails");
  return ran.stdout;
}

const SCRIPTS = ["before_script", "script", "after_script"];

/** A job's variables, those of the project before the file's, and what its scripts do. */
const gitlab: Reading = (text, { env }) => {
  const [root] = list(parseYaml(text)).map(dict);
  const jobs = Object.entries(root ?? {}).filter(([name, job]) => isDict(job) && name !== "variables");
  return jobs.map(([name, job]) => {
    const own = { ...dict(root?.["variables"]), ...dict(dict(job)["variables"]) };
    const expand = (value: string): string => value.replace(/\$\{?(\w+)\}?/g, (_, one: string) => env[one] ?? "");
    const raw = Object.fromEntries(Object.entries(own).map(([key, value]) => [key, expand(string(value))]));
    const scripts = SCRIPTS.map((key) => {
      const script = dict(job)[key];
      return shell(typeof script === "string" ? script : list(script).map(string).join("\n"), env);
    });
    return { name, variables: { ...raw, ...env }, scripts };
  });
};

/** Each container's environment and command; a Secret has what the env file has. */
const kubernetes: Reading = (text, { env }) => {
  const containers: unknown[] = [];
  const walk = (value: Json): void => {
    if (Array.isArray(value)) (value as readonly Json[]).forEach(walk);
    if (!isDict(value)) return;
    if (list(value["env"]).length > 0 || value["args"] !== undefined) containers.push(container(value, env));
    Object.values(value).forEach(walk);
  };
  walk(parseYaml(text));
  return containers;
};

function container(value: Dict, secrets: Readonly<Record<string, string>>): unknown {
  const env: Record<string, string> = {};
  const expand = (one: string): string =>
    one.replace(/\$\$\(|\$\((\w+)\)/g, (all, name?: string) => (name === undefined ? "$(" : (env[name] ?? all)));
  for (const entry of list(value["env"]).map(dict)) {
    const key = dict(dict(entry["valueFrom"])["secretKeyRef"])["key"];
    env[string(entry["name"])] =
      key === undefined ? expand(string(entry["value"])) : (secrets[string(key)] ?? "missing");
  }
  const command = [...list(value["command"]), ...list(value["args"])].map((one) => expand(string(one)));
  return { command, env };
}

/** The environment and the inputs of each step. A secret variable is there only as a macro. */
const azure: Reading = (text, { env }) => {
  const steps: unknown[] = [];
  const macros = (one: string, variables: Readonly<Record<string, string>>): string =>
    one.replace(/\$\((\w+)\)/g, (all, name: string) => variables[name] ?? env[name] ?? all);
  const walk = (value: Json, outer: Readonly<Record<string, string>>): void => {
    if (Array.isArray(value)) (value as readonly Json[]).forEach((one) => walk(one, outer));
    if (!isDict(value)) return;
    const variables = { ...outer, ...variablesOf(value["variables"]) };
    if (["script", "bash", "pwsh", "powershell", "task"].some((key) => key in value)) {
      const visible = Object.fromEntries(Object.entries(variables).map(([key, one]) => [key.toUpperCase(), one]));
      const environment = mapStrings({ ...visible, ...dict(value["env"]) }, (one) => macros(one, variables));
      const rest = mapStrings({ ...value, env: null }, (one) => macros(one, variables));
      steps.push({ environment, rest });
    }
    Object.values(value).forEach((one) => walk(one, variables));
  };
  walk(parseYaml(text), {});
  return steps;
};

function variablesOf(value: Json | undefined): Readonly<Record<string, string>> {
  const named = list(value)
    .map(dict)
    .filter((one) => "name" in one);
  const entries = [
    ...Object.entries(dict(value)),
    ...named.map((one) => [string(one["name"]), one["value"] ?? ""] as const),
  ];
  return Object.fromEntries(entries.map(([key, one]) => [key, string(one)]));
}

/** The values of a chart with those laid over them that the start command gives on standard input. */
const helm: Reading = (text, { start, files }) => {
  const [values = {}] = list(parseYaml(text));
  if (start === undefined) return values;
  const env = files.get(".env") ?? "";
  const script = `helm() { cat; }\n${start.replace(". ./.env", () => env.trim())}`;
  const ran = spawnSync("sh", ["-c", script], { env: { PATH: process.env["PATH"] }, encoding: "utf8" });
  return merged(values, JSON.parse(ran.stdout) as Json);
};

function merged(below: Json, above: Json): Json {
  if (!isDict(below) || !isDict(above)) return above;
  const entries = Object.entries(above).map(([key, value]) => [key, merged(below[key] ?? {}, value)] as const);
  return { ...below, ...Object.fromEntries(entries) };
}

/** Each server or configuration: its environment, with that of its env file below, and all else that it says. */
const vscode: Reading = (text, { env, files }) => {
  const root = dict(parseJson(text));
  const ids = new Set(list(root["inputs"]).map((one) => string(dict(one)["id"])));
  const value = (one: string): string =>
    one
      .replace(/\$\{env:(\w+)\}/g, (_, name: string) => env[name] ?? "missing")
      .replace(/\$\{input:([\w-]+)\}/g, (_, id: string) => {
        assert.ok(ids.has(id), `nothing asks for ${id}`);
        return env[id.toUpperCase().replaceAll("-", "_")] ?? "missing";
      });
  const owners = ["servers", "configurations", "tasks"].flatMap((key) => Object.values(root[key] ?? {}) as Json[]);
  return owners.map(dict).map(({ envFile, ...owner }) => {
    const path = string(envFile).replace(/^\$\{workspaceFolder\}\/(?:\.\.\/)?/, "");
    if (path === ".env") assert.ok(files.has(path), "there is no such env file");
    return mapStrings({ ...owner, env: { ...(path === ".env" ? env : {}), ...dict(owner["env"]) } }, value);
  });
};

/** Each server and provider: what it is given, told by the entries that name variables too. */
const codex: Reading = (text, { env }) => {
  const named = (names: Json | undefined): Dict =>
    Object.fromEntries(Object.entries(dict(names)).map(([key, name]) => [key, env[string(name)] ?? "missing"]));
  const owner = ({
    env_vars,
    bearer_token_env_var,
    bearer_token,
    env_key,
    experimental_bearer_token,
    ...one
  }: Dict): Dict => {
    const forwarded = list(env_vars).map((name) => [string(name), env[string(name)] ?? ""] as const);
    const variable = string(bearer_token_env_var ?? env_key);
    const bearer = string(bearer_token ?? experimental_bearer_token) || env[variable];
    const { http_headers, env_http_headers, ...rest } = one;
    return {
      ...rest,
      env: { ...Object.fromEntries(forwarded), ...dict(rest["env"]) },
      headers: {
        ...dict(http_headers),
        ...named(env_http_headers),
        ...(bearer && { Authorization: `Bearer ${bearer}` }),
      },
    };
  };
  const root = dict(parseToml(text));
  return [root["mcp_servers"], root["model_providers"]].flatMap((all) => Object.values(dict(all)).map(dict).map(owner));
};

/** The variables of an app, among which its secrets are. */
const fly: Reading = (text, { env }) => {
  const root = dict(parseToml(text));
  return { ...root, env: { ...env, ...dict(root["env"]) } };
};

/** Also those of each environment. */
const wrangler: Reading = (text, { env }) => {
  const root = dict((/^\s*\{/.test(text) ? parseJson : parseToml)(text));
  const all = { "": root, ...dict(root["env"]) };
  return Object.entries(all).map(([name, one]) => ({ name, vars: { ...env, ...dict(dict(one)["vars"]) } }));
};

/** A service's environment and its commands. */
const systemd: Reading = (text, { env }) => {
  const lines = text.replace(/\\\n/g, "").split("\n");
  const given = lines.some((line) => /^EnvironmentFile=\//.test(line)) ? env : {};
  const own = lines.map((line) => /^Environment="?(\w+)=([^"]*)"?$/.exec(line)).filter((found) => found !== null);
  const environment = { ...Object.fromEntries(own.map(([, name = "", value = ""]) => [name, value])), ...given };
  const commands = lines.filter((line) => line.startsWith("Exec"));
  return {
    environment,
    commands: commands.map((one) => one.replace(/\$\{(\w+)\}/g, (_, name: string) => given[name] ?? "")),
  };
};

const ANSIBLE = /\{\{ lookup\((["'])ansible\.builtin\.env\1, \1(\w+)\1\) \}\}/g;

/** Programs that may see more variables than before, never less. */
export const MAY_SEE_MORE: ReadonlySet<string> = new Set([
  ...["Kubernetes", "GitLab CI", "Azure Pipelines", "VS Code mcp.json", "VS Code launch.json and tasks.json"],
  ...["Codex config.toml", "Wrangler", "Fly.io", "systemd"],
]);

export const READINGS: Readonly<Record<string, Reading>> = {
  "Docker Compose": substituting(parseYaml, /\$\{(\w+)\}/g),
  "Helm values": helm,
  Kubernetes: kubernetes,
  "GitHub Actions": substituting(parseYaml, /\$\{\{ secrets\.(\w+) \}\}/g),
  "GitLab CI": gitlab,
  "Azure Pipelines": azure,
  Continue: substituting(parseYaml, /\$\{\{ secrets\.(\w+) \}\}/g),
  Yarn: substituting(parseYaml, /\$\{(\w+)\}/g),
  "Spring YAML": substituting(parseYaml, /\$\{(\w+)\}/g),
  Ansible: (text, { env }) =>
    mapStrings(parseYaml(text), (one) =>
      one.replace(ANSIBLE, (_, _quote: string, name: string) => env[name] ?? "missing"),
    ),
  "VS Code mcp.json": vscode,
  "VS Code launch.json and tasks.json": vscode,
  "VS Code settings.json": substituting(parseJson, /\$\{env:(\w+)\}/g),
  "devcontainer.json": substituting(parseJson, /\$\{localEnv:(\w+)\}/g),
  "Claude Code .mcp.json": substituting(parseJson, /\$\{(\w+)\}/g),
  "Cursor mcp.json": substituting(parseJson, /\$\{env:(\w+)\}/g),
  "Windsurf mcp_config.json": substituting(parseJson, /\$\{env:(\w+)\}/g),
  "Roo Code mcp.json": substituting(parseJson, /\$\{env:(\w+)\}/g),
  "Gemini CLI settings.json": substituting(parseJson, /\$\{(\w+)\}/g),
  opencode: substituting(parseJson, /\{env:(\w+)\}/g),
  Wrangler: wrangler,
  "Codex config.toml": codex,
  "Fly.io": fly,
  systemd,
  Supervisor: substituting(parseIni, /%\(ENV_(\w+)\)s/g),
  tox: substituting(parseIni, /\{env:(\w+)\}/g),
  uWSGI: substituting(parseIni, /\$\((\w+)\)/g),
  "php.ini": substituting(parseIni, /\$\{(\w+)\}/g),
  "npm .npmrc": substituting(parseIni, /\$\{(\w+)\}/g),
  "Spring .properties": substituting(parseProperties, /\$\{(\w+)\}/g),
  "Log4j 2 .properties": substituting(parseProperties, /\$\{env:(\w+)\}/g),
};
