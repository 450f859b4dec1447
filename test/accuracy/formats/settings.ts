import { camel, kebab, pascal, snake, upper } from "../names";
import { block, compact, isNameless, lines, put, type Format, type Named, type Scene } from "../scene";
import { number, remark, thing, topic, version } from "../words";

/** Files of settings. */
const reference = ({ words }: Named): string => `$\{${upper(words)}}`;
const value = (named: Named): string => (named.isReference ? reference(named) : put(named));

const envFile = (id: string, path: (scene: Scene) => string): Format => ({
  id,
  forbids: /#/,
  write: (scene) => {
    const { random, provider } = scene;
    const quote = random.pick(["", '"', "'", ""]);
    const line = (named: Named): string =>
      `${random.pick(["", "", "export "])}${upper(named.words)}=${quote}${value(named)}${quote}`;
    const heading = scene.isCredential ? provider.vendor : topic(random);
    return {
      path: path(scene),
      text: lines(
        `# ${heading}, ${remark(random)}`,
        block(scene, line),
        "",
        `LOG_LEVEL=${random.pick(["debug", "info", "warn"])}`,
        `${upper([topic(random), "limit"])}=${number(random)}`,
      ),
    };
  },
  document: (scene) => ({
    path: path(scene),
    text: lines(`LIMIT=${number(scene.random)}`, `${upper(scene.main.words)}='${put(scene.main, compact)}'`),
  }),
});

const toml: Format = {
  id: "toml",
  write: (scene) => {
    const { random, provider, main, notes } = scene;
    const line = (named: Named): string => `${snake(named.words)} = "${value(named)}"`;
    const table = isNameless(scene)
      ? [
          `[${random.pick(["", "providers.", "llm."])}${snake(provider.words)}]`,
          `base_url = "https://${provider.host}/v1"`,
          `${snake(main.words.slice(-2))} = "${value(main)}"`,
          "",
          "[general]",
          ...notes.map(line),
        ]
      : [`[${topic(random)}]`, ...block(scene, line)];
    return {
      path: random.pick(["config.toml", `.streamlit/secrets.toml`, "settings.toml"]),
      text: lines(`# ${remark(random)}`, `title = "${thing(random)}"`, "", table, `limit = ${number(random)}`),
    };
  },
  document: ({ random, main }) => ({
    path: ".streamlit/secrets.toml",
    text: lines(`limit = ${number(random)}`, `${snake(main.words)} = '''`, put(main), "'''"),
  }),
};

const ini: Format = {
  id: "ini",
  forbids: /[;#]/,
  write: (scene) => {
    const { random, provider, main, notes } = scene;
    const line = (named: Named): string => `${snake(named.words)} = ${value(named)}`;
    const section = isNameless(scene)
      ? [
          `[${snake(provider.words)}]`,
          `${snake(main.words.slice(-2))}=${value(main)}`,
          `retries=${number(random)}`,
          "",
          "[general]",
          ...notes.map(line),
        ]
      : [`[${topic(random)}]`, ...block(scene, line)];
    return {
      path: random.pick(["settings.ini", "app.cfg", ".aws/config"]),
      text: lines(`; ${remark(random)}`, section, `limit = ${number(random)}`),
    };
  },
};

const properties: Format = {
  id: "properties",
  write: (scene) => {
    const { random, provider, main, notes } = scene;
    const line = (named: Named): string => `${random.pick(["app.", ""])}${named.words.join(".")}=${value(named)}`;
    const rows = isNameless(scene)
      ? [...notes.map(line), `spring.ai.${kebab(provider.words)}.${kebab(main.words.slice(-2))}=${value(main)}`]
      : block(scene, line);
    return {
      path: "src/main/resources/application.properties",
      text: lines(
        `# ${remark(random)}`,
        `server.port=${8000 + random.int(999)}`,
        rows,
        `app.${topic(random)}.limit=${number(random)}`,
      ),
    };
  },
};

const json = (
  id: string,
  path: string,
  fields: (scene: Scene) => object,
  documentFields?: (scene: Scene) => object,
): Format => ({
  id,
  write: (scene) => ({ path, text: JSON.stringify(fields(scene), null, 2) + "\n" }),
  ...(documentFields
    ? { document: (scene: Scene) => ({ path, text: JSON.stringify(documentFields(scene), null, 2) + "\n" }) }
    : {}),
});

const variables = (scene: Scene): object =>
  Object.fromEntries(block(scene, (named) => [upper(named.words), value(named)]));

const appsettings = json("appsettings", "appsettings.Development.json", (scene) => {
  const { random, provider, main, notes } = scene;
  const pairs = (list: readonly Named[]): object =>
    Object.fromEntries(list.map((named) => [pascal(named.words), value(named)]));
  const settings = isNameless(scene)
    ? {
        [pascal(provider.words)]: {
          Endpoint: `https://${provider.host}/`,
          [pascal(main.words.slice(-2))]: value(main),
        },
        Telemetry: pairs(notes),
      }
    : { [pascal([topic(random)])]: pairs(block(scene, (named) => named)) };
  return { Logging: { LogLevel: { Default: "Information" } }, ...settings, Limit: number(random) };
});

const mcp = json("mcp-json", ".vscode/mcp.json", (scene) => {
  const { random, provider } = scene;
  const name = kebab(provider.words);
  const [header = "", scheme = ""] = provider.header.split(": ");
  const server =
    isNameless(scene) && random.int(2) === 0
      ? {
          type: "http",
          url: `https://${provider.host}/mcp`,
          headers: { [header]: scheme + value(scene.main), "X-Limit": String(number(random)) },
        }
      : { command: random.pick(["npx", "uvx"]), args: ["-y", `${name}-mcp@${version(random)}`], env: variables(scene) };
  return { servers: { [name]: server } };
});

const claude = json("claude-desktop-config", "claude_desktop_config.json", (scene) => {
  const { random, provider } = scene;
  const args =
    isNameless(scene) && random.int(3) === 0
      ? { args: ["-y", `mcp-server-${kebab(provider.words)}`, `--${kebab(scene.main.words)}=${value(scene.main)}`] }
      : { args: ["-y", `mcp-server-${kebab(provider.words)}`, `--limit=${number(random)}`], env: variables(scene) };
  return { mcpServers: { [kebab(provider.words)]: { command: "npx", ...args } }, globalShortcut: "" };
});

const jsonConfig = json("json", "config/default.json", (scene) => {
  const { random } = scene;
  return {
    name: topic(random),
    limit: number(random),
    ...Object.fromEntries(block(scene, (named) => [camel(named.words), value(named)])),
  };
});

/** The file that a cloud hands out. */
const keyFile: Format = {
  id: "key-file",
  noReferences: true,
  onlyCredentials: true,
  write: ({ random, main, provider }) => ({
    path: `keys/${kebab(provider.words)}-${number(random)}.txt`,
    text: `${provider.vendor} ${main.words.join(" ")}: ${put(main)}\n${remark(random)}\n`,
  }),
  document: ({ random, main }) => ({ path: `keys/${topic(random)}-${number(random)}.json`, text: put(main) + "\n" }),
};

const codex: Format = {
  id: "codex-toml",
  write: (scene) => {
    const { random, provider } = scene;
    const name = snake(provider.words);
    const inline = block(scene, (named) => `"${upper(named.words)}" = "${value(named)}"`).join(", ");
    const [header = "", scheme = ""] = provider.header.split(": ");
    const server =
      isNameless(scene) && random.int(2) === 0
        ? [
            `[model_providers.${name}]`,
            `name = "${provider.vendor}"`,
            `base_url = "https://${provider.host}/v1"`,
            `http_headers = { "${header}" = "${scheme}${value(scene.main)}" }`,
          ]
        : [
            `[mcp_servers.${name}]`,
            `command = "npx"`,
            `args = ["-y", "${kebab(provider.words)}-mcp"]`,
            `env = { ${inline} }`,
          ];
    return {
      path: ".codex/config.toml",
      text: lines(
        `model = "gpt-5.${random.int(5)}"`,
        `model_reasoning_effort = "${random.pick(["low", "high"])}"`,
        "",
        server,
        "",
        "[history]",
        `max_bytes = ${number(random)}000`,
      ),
    };
  },
};

const npmrc: Format = {
  id: "npmrc",
  forbids: /[;#]/,
  write: (scene) => {
    const { random, provider, main, notes } = scene;
    const line = (named: Named): string => `${kebab(named.words)}=${value(named)}`;
    const rows = isNameless(scene)
      ? [...notes.map(line), random.pick([`//${provider.host}/:_authToken=${value(main)}`, line(main)])]
      : block(scene, line);
    return {
      path: random.pick([".npmrc", ".condarc", "pip.conf"]),
      text: lines(`fund=false`, `fetch-retries=${number(random)}`, rows, `cache=/var/cache/${thing(random)}`),
    };
  },
};

export const SETTINGS: readonly Format[] = [
  envFile("env", ({ random }) => random.pick([".env", ".env.local", ".env.production"])),
  envFile("env-example", ({ random }) => random.pick([".env.example", ".env.sample", ".env.template"])),
  ...[toml, ini, properties, jsonConfig, appsettings, mcp, claude, codex, npmrc, keyFile],
];
