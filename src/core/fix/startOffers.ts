// A start command made permanent: in the npm script that starts the program, or for Run and Debug.
import { type Edit, type FormattingOptions, modify, parse } from "jsonc-parser";
import { fileEdit } from "./env/changes";
import { baseName, folderOf, join, within } from "./folders";
import type { FileEdit, StartOffer } from "./model";
import { accessorFor } from "./languages/index";
import { quotedPath } from "./quotedPath";
import type { SourceFile } from "./source";

export interface OfferRequest {
  readonly source: SourceFile;
  readonly envPath: string;
  /** The folder that the program is started in. */
  readonly folder: string;
}

/** What can be written so that the program is started with the env file from now on. */
export function startOffers(request: OfferRequest): readonly StartOffer[] {
  return [npmScript(request), launchConfiguration(request)].filter((offer) => offer !== undefined);
}

type Json = { readonly [name: string]: unknown };

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const STARTING: ReadonlySet<string> = new Set(["start", "dev", "serve"]);
/** Node and a file, with nothing that could be a key. */
const PLAIN = /^node [\w@./ -]{1,100}$/;

/** https://nodejs.org/api/cli.html#--env-filefile */
function npmScript({ source, envPath, folder }: OfferRequest): StartOffer | undefined {
  const path = join(folder, "package.json");
  const text = source.files.get(path);
  if (text === undefined || source.languageId === "python") return undefined;
  const manifest: unknown = parse(text, [], { allowTrailingComma: true });
  const scripts = isObject(manifest) && isObject(manifest["scripts"]) ? manifest["scripts"] : {};
  const [name, script] =
    Object.entries(scripts).find(
      (one): one is [string, string] => STARTING.has(one[0]) && typeof one[1] === "string" && PLAIN.test(one[1]),
    ) ?? [];
  if (name === undefined || script === undefined) return undefined;
  const flag = `node --env-file=${quotedPath(within(folder, envPath))} `;
  const value = script.replace(/^node /, () => flag);
  return {
    title: `Put It Into npm ${name === "start" ? "start" : `run ${name}`}`,
    file: jsonEdit(path, text, modify(text, ["scripts", name], value, { formattingOptions: formatOf(text) })),
  };
}

/** Debuggers that take `envFile`, by the language of the program: the types of their configurations. */
const DEBUGGERS: Readonly<Record<string, readonly string[]>> = {
  // https://code.visualstudio.com/docs/nodejs/nodejs-debugging#_launch-configuration-attributes
  JavaScript: ["node", "pwa-node"],
  TypeScript: ["node", "pwa-node"],
  // https://code.visualstudio.com/docs/python/debugging
  Python: ["debugpy", "python"],
  // https://github.com/golang/vscode-go/wiki/debugging
  Go: ["go"],
};

const LAUNCH = ".vscode/launch.json";

function launchConfiguration({ source, envPath }: OfferRequest): StartOffer | undefined {
  const types = DEBUGGERS[accessorFor(source)?.title ?? ""];
  if (!types || source.path === "") return undefined;
  const envFile = `\${workspaceFolder}/${envPath}`;
  const text = source.files.get(LAUNCH);
  const title = "Add to Run and Debug";
  const added = {
    name: `${baseName(source.path)} with ${baseName(envPath)}`,
    type: types[0],
    request: "launch",
    program: `\${workspaceFolder}/${source.path}`,
    ...(folderOf(envPath) !== "" && { cwd: `\${workspaceFolder}/${folderOf(envPath)}` }),
    envFile,
  };
  if (text === undefined) {
    const whole = `${JSON.stringify({ version: "0.2.0", configurations: [added] }, undefined, 2)}\n`;
    return {
      title,
      file: fileEdit({ path: LAUNCH, role: "source" }, undefined, [{ start: 0, end: 0, pieces: [whole] }]),
    };
  }
  const launch: unknown = parse(text, [], { allowTrailingComma: true });
  const list =
    isObject(launch) && Array.isArray(launch["configurations"]) ? (launch["configurations"] as unknown[]) : undefined;
  if (!list) return undefined;
  const options = { formattingOptions: formatOf(text) };
  const own = list.flatMap((one, index) =>
    isObject(one) && types.includes(String(one["type"])) ? [{ one, index }] : [],
  );
  if (own.some(({ one }) => one["envFile"] === envFile)) return undefined;
  const free = own.filter(({ one }) => one["request"] === "launch" && one["envFile"] === undefined);
  const edits =
    free.length > 0
      ? free.map(({ index }) => modify(text, ["configurations", index, "envFile"], envFile, options))
      : [modify(text, ["configurations", list.length], added, { ...options, isArrayInsertion: true })];
  return { title, file: jsonEdit(LAUNCH, text, edits.flat()) };
}

function jsonEdit(path: string, text: string, edits: readonly Edit[]): FileEdit {
  const changes = edits.map(({ offset, length, content }) => ({
    start: offset,
    end: offset + length,
    pieces: [content],
  }));
  return fileEdit({ path, role: "source" }, text, changes);
}

/** The indentation and line ending that a text has. */
function formatOf(text: string): FormattingOptions {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
  return {
    insertSpaces: !indent.startsWith("\t"),
    tabSize: indent.startsWith("\t") ? 4 : indent.length,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
  };
}
