import { camel, kebab, snake, upper } from "../names";
import { block, isNameless, lines, put, type Format, type Named } from "../scene";
import { day, number, remark, thing, time, topic } from "../words";

/** Text that people and machines read: notes, pages, tables, logs. */
const header = (line: string): readonly [name: string, scheme: string] => {
  const [name = "", scheme = ""] = line.split(": ");
  return [name, scheme];
};

const markdown: Format = {
  id: "curl-markdown",
  write: (scene) => {
    const { random, provider, main } = scene;
    const [name, scheme] = header(provider.header);
    const value = (named: Named): string => (named.isReference ? `$${upper(named.words)}` : put(named));
    const exports = block(scene, (named) => `export ${upper(named.words)}=${value(named)}`);
    const curl = [
      `curl https://${provider.host}/v1/${topic(random)} \\`,
      `  -H "Content-Type: application/json" \\`,
      `  -H "${name}: ${scheme}${value(main)}" \\`,
      `  -d '{"limit": ${number(random)}}'`,
    ];
    return {
      path: random.pick(["README.md", `docs/${topic(random)}.md`, "NOTES.md"]),
      text: lines(
        `# ${topic(random)} the ${thing(random)}s`,
        "",
        remark(random),
        "",
        "```bash",
        isNameless(scene) && random.int(3) > 0 ? curl : exports,
        "```",
        "",
        `Takes about ${number(random)} seconds.`,
      ),
    };
  },
  document: ({ random, main }) => ({
    path: `docs/${topic(random)}.md`,
    text: lines(`# ${thing(random)}s`, "", remark(random), "", "```json", put(main), "```", `${number(random)} pages.`),
  }),
};

const html: Format = {
  id: "html",
  forbids: /[<>&]/,
  noReferences: true,
  write: (scene) => {
    const { random } = scene;
    const body = random.pick([
      ["<script>", ...block(scene, (named) => `  const ${upper(named.words)} = "${put(named)}";`), "</script>"],
      block(scene, (named) => `<meta name="${kebab(named.words)}" content="${put(named)}">`),
      [
        `<div class="${topic(random)}" ${block(scene, (named) => `data-${kebab(named.words)}="${put(named)}"`).join(" ")}></div>`,
      ],
      block(scene, (named) => `<input type="hidden" name="${camel(named.words)}" value="${put(named)}">`),
    ]);
    return {
      path: `public/${topic(random)}.html`,
      text: lines(
        "<!doctype html>",
        `<title>${thing(random)} ${number(random)}</title>`,
        body,
        `<p>${remark(random)}</p>`,
      ),
    };
  },
};

const csv: Format = {
  id: "csv",
  forbids: /[,]/,
  noReferences: true,
  write: (scene) => {
    const { random, provider, main, notes } = scene;
    const byName = (named: Named): string => `${upper(named.words)},${put(named)},${day(random)}`;
    const rows = isNameless(scene)
      ? random.shuffle([
          `${provider.vendor},${put(main)},${day(random)},${thing(random)}`,
          ...notes.map((named) => `${named.words.join(" ")},${put(named)},${day(random)},${thing(random)}`),
        ])
      : block(scene, byName);
    return {
      path: `data/${thing(random)}s.csv`,
      text: lines(
        isNameless(scene) ? "service,api_key,created,owner" : "name,value,created",
        rows,
        `total,${number(random)},${day(random)}`,
      ),
    };
  },
};

const log: Format = {
  id: "log",
  noReferences: true,
  write: (scene) => {
    const { random, provider, main, notes } = scene;
    const [name, scheme] = header(provider.header);
    const stamp = (level: string): string => `${day(random)}T${time(random)}.${100 + random.int(900)}Z ${level}`;
    const note = (named: Named): string =>
      `${stamp("DEBUG")} [${topic(random)}] ${snake(named.words)}=${put(named)} took ${number(random)}ms`;
    const request = random.pick([
      `${stamp("DEBUG")} POST https://${provider.host}/v1/${topic(random)} headers={'${name.toLowerCase()}': '${scheme}${put(main)}'}`,
      `${stamp("ERROR")} 401 from ${provider.host}: Incorrect API key provided: ${put(main)}.`,
      `${stamp("INFO ")} request {"host":"${provider.host}","headers":{"${name}":"${scheme}${put(main)}"}}`,
    ]);
    const rows = isNameless(scene) ? [...notes.map(note), request] : block(scene, note);
    return {
      path: `logs/${topic(random)}-${day(random)}.log`,
      text: lines(
        `${stamp("INFO ")} started, ${number(random)} ${thing(random)}s`,
        rows,
        `${stamp("WARN ")} ${remark(random)}`,
      ),
    };
  },
};

const sql: Format = {
  id: "sql",
  noReferences: true,
  write: (scene) => {
    const { random, provider, main, notes } = scene;
    const update = (named: Named): string =>
      `UPDATE settings SET value = '${put(named)}' WHERE name = '${snake(named.words)}';`;
    const insert = (named: Named): string =>
      `INSERT INTO settings (name, value, ${thing(random)}) VALUES ('${snake(named.words)}', '${put(named)}', ${number(random)});`;
    const rows = isNameless(scene)
      ? random.pick([
          [
            ...notes.map(update),
            `INSERT INTO credentials (provider, api_key, created) VALUES ('${snake(provider.words)}', '${put(main)}', '${day(random)}');`,
          ],
          block(scene, insert),
        ])
      : block(scene, insert);
    return {
      path: `migrations/${1000 + random.int(8999)}_${topic(random)}.sql`,
      text: lines(`-- ${remark(random)}`, "BEGIN;", rows, "COMMIT;"),
    };
  },
};

const http: Format = {
  id: "http",
  write: (scene) => {
    const { random, provider, main } = scene;
    const [name, scheme] = header(provider.header);
    const value = (named: Named): string => (named.isReference ? `{{$dotenv ${upper(named.words)}}}` : put(named));
    const variable = (named: Named): string => `@${camel(named.words)} = ${value(named)}`;
    const request = [
      `POST https://${provider.host}/v1/${topic(random)}`,
      "Content-Type: application/json",
      `${name}: ${scheme}${value(main)}`,
      "",
      `{ "limit": ${number(random)} }`,
    ];
    const rows =
      isNameless(scene) && random.int(2) === 0
        ? [...scene.notes.map(variable), "", ...request]
        : [...block(scene, variable), "", `GET https://${provider.host}/v1/models`];
    return { path: `requests/${topic(random)}.http`, text: lines(`### ${remark(random)} ${number(random)}`, rows) };
  },
};

export const DOCUMENTS: readonly Format[] = [markdown, html, csv, log, sql, http];
