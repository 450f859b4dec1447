import { camel, snake, upper } from "../names";
import { block, lines, put, type Format, type Named, type Scene } from "../scene";
import { number, path, remark, thing, topic } from "../words";

/** Keys that stand in a file in other characters than their own. */
const basic: Format = {
  id: "basic-auth",
  decoding: "base64",
  onlyCredentials: true,
  noReferences: true,
  write: (scene) => {
    const { random, provider, main, notes } = scene;
    const [before, after] = random.pick([
      ["api:", ""],
      ["", ":"],
      [`${random.pick(["svc", "deploy", "bot"])}-${number(random)}:`, ""],
    ]);
    const run = put(main, (value) => Buffer.from(before + value + after).toString("base64"));
    const line = random.pick([
      `curl https://${provider.host}/v1/${topic(random)} -H "Authorization: Basic ${run}"`,
      `requests.get("https://${provider.host}/v1/${topic(random)}", headers={"Authorization": "Basic ${run}"})`,
      `{ "url": "https://${provider.host}", "headers": { "authorization": "Basic ${run}" } }`,
    ]);
    const others = notes.map((named) => `# ${snake(named.words)}: ${put(named)}`);
    return {
      path: path(random, "txt"),
      text: lines(`# ${remark(random)}`, others, line, `# ${number(random)} ${thing(random)}s`),
    };
  },
};

const url: Format = {
  id: "url-query",
  decoding: "percent",
  onlyCredentials: true,
  noReferences: true,
  write: ({ random, provider, main, notes }) => {
    const run = put(main, encodeURIComponent);
    const address = `https://${provider.host}/v1/${topic(random)}?limit=${number(random)}&${random.pick(["key", "api_key", "access_token", snake(main.words)])}=${run}&q=${encodeURIComponent(`${topic(random)} ${thing(random)}`)}`;
    const others = notes.map((named) => `${camel(named.words)}: ${put(named)}`);
    return random.pick([
      { path: `docs/${topic(random)}.md`, text: lines(`See <${address}>.`, "", remark(random), others) },
      {
        path: path(random, "js"),
        text: lines(`const page = await fetch("${address}");`, ...others.map((row) => `// ${row}`)),
      },
      {
        path: path(random, "py"),
        text: lines("import requests", `page = requests.get("${address}").json()`, ...others.map((row) => `# ${row}`)),
      },
      { path: `logs/${topic(random)}.log`, text: lines(`GET ${address} 200 ${number(random)}ms`, others) },
    ]);
  },
};

const unit = (character: string): string => "\\u" + character.charCodeAt(0).toString(16).padStart(4, "0");

/** As serializers escape that trust no page: the signs, the first character, or every one. */
function escaped(random: Scene["random"], value: string): string {
  const signs = value.replace(/[^A-Za-z0-9.]/g, unit);
  const first = unit(value.charAt(0)) + value.slice(1);
  if (random.int(4) === 0) return value.replace(/./g, unit);
  return signs === value ? first : signs;
}

const json: Format = {
  id: "json-escapes",
  decoding: "escaped",
  write: (scene) => {
    const { random } = scene;
    const spell = (named: Named): string =>
      named.isReference ? `\\u0024{${upper(named.words)}}` : put(named, (value) => escaped(random, value));
    const rows = block(scene, (named) => `    "${random.pick([snake, upper])(named.words)}": "${spell(named)}"`);
    return {
      path: `config/${topic(random)}.json`,
      text: lines("{", `  "${thing(random)}": ${number(random)},`, '  "values": {', rows.join(",\n"), "  }", "}"),
    };
  },
};

/** One literal too long for the line, or hidden from a simple search. */
const HANDS: readonly {
  readonly extension: string;
  readonly joint: string;
  declare(named: Named, literal: string): string;
}[] = [
  { extension: "js", joint: '" + "', declare: ({ words }, literal) => `const ${camel(words)} = ${literal};` },
  {
    extension: "ts",
    joint: '" +\n  "',
    declare: ({ words }, literal) => `export const ${upper(words)} =\n  ${literal};`,
  },
  { extension: "py", joint: '"\n    "', declare: ({ words }, literal) => `${upper(words)} = (\n    ${literal}\n)` },
  {
    extension: "java",
    joint: '"\n            + "',
    declare: ({ words }, literal) => `    static final String ${upper(words)} = ${literal};`,
  },
  { extension: "php", joint: '" . "', declare: ({ words }, literal) => `$${snake(words)} = ${literal};` },
  {
    extension: "cpp",
    joint: '"\n    "',
    declare: ({ words }, literal) => `const char* const k_${snake(words)} =\n    ${literal};`,
  },
  { extension: "sh", joint: '""', declare: ({ words }, literal) => `export ${upper(words)}=${literal}` },
  {
    extension: "cs",
    joint: '" +\n        "',
    declare: ({ words }, literal) => `    const string ${camel(words)} = ${literal};`,
  },
];

const split: Format = {
  id: "split-literal",
  decoding: "joined",
  noReferences: true,
  write: (scene) => {
    const { random } = scene;
    const hand = random.pick(HANDS);
    // Never near the end, where what is left could be a key of its own.
    const cut = (value: string): string => {
      const at = Math.floor(value.length / 3) + random.int(Math.ceil(value.length / 3));
      return value.slice(0, at) + hand.joint + value.slice(at);
    };
    const { main } = scene;
    const declare = (named: Named): string => hand.declare(named, `"${named === main ? put(named, cut) : put(named)}"`);
    const comment = hand.extension === "py" || hand.extension === "sh" ? "#" : "//";
    return {
      path: path(random, hand.extension),
      text: lines(
        hand.extension === "php" ? "<?php" : [],
        `${comment} ${remark(random)}`,
        block(scene, declare),
        "",
        `${comment} ${number(random)} ${thing(random)}s`,
      ),
    };
  },
};

/** The same files from a machine of another kind. */
export function fromElsewhere(formats: readonly Format[]): readonly Format[] {
  const pick = (...ids: readonly string[]): readonly Format[] => formats.filter(({ id }) => ids.includes(id));
  const variant = (
    id: string,
    of: readonly Format[],
    change: Partial<Format>,
    rewrite: (text: string) => string,
  ): Format => ({
    id,
    forbids: /[;#,$]/,
    ...change,
    write: (scene) => {
      const draft = scene.random.pick(of).write(scene);
      return { ...draft, text: rewrite(draft.text) };
    },
  });
  const same = (text: string): string => text;
  const crlf = (text: string): string => text.replaceAll("\n", "\r\n");
  return [
    variant("crlf", pick("python", "ini", "csharp", "toml", "compose", "json"), {}, crlf),
    variant("utf-16le", pick("powershell", "ini", "csharp", "json"), { encoding: "utf16le" }, crlf),
    variant("utf-16be", pick("ini", "properties", "json"), { encoding: "utf16be" }, same),
  ];
}

export const ENCODED: readonly Format[] = [basic, url, json, split];
