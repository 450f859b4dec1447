// A start command made permanent: in the npm script that starts the program, or for Run and Debug.
import { findNodeAtLocation, type Node } from "jsonc-parser";
import { appended, replaced } from "../jsonEdit";
import { readJson } from "../readJson";
import { fileEdit } from "./env/changes";
import { baseName, folderOf, join, within } from "./folders";
import type { FileEdit, StartOffer } from "./model";
import { accessorFor } from "./languages/index";
import { quotedPath } from "./quotedPath";
import type { ResolvedEdit } from "./resolveFix";
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

const STARTING: ReadonlySet<string> = new Set(["start", "dev", "serve"]);
/** Node and a file, with nothing that could be a key. */
const PLAIN = /^node [\w@./ -]{1,100}$/;

/** https://nodejs.org/api/cli.html#--env-filefile */
function npmScript({ source, envPath, folder }: OfferRequest): StartOffer | undefined {
  const path = join(folder, "package.json");
  const text = source.files.get(path);
  if (text === undefined || source.languageId === "python") return undefined;
  const scripts = nodeAt(readJson(text), "scripts")?.children ?? [];
  const found = scripts.find(
    ({ children: [name, script] = [] }) => STARTING.has(textOf(name)) && PLAIN.test(textOf(script)),
  );
  const [name, script] = found?.children ?? [];
  if (!name || !script) return undefined;
  const flag = `node --env-file=${quotedPath(within(folder, envPath))} `;
  const value = textOf(script).replace(/^node /, () => flag);
  return {
    title: `Into npm ${textOf(name) === "start" ? "start" : `run ${textOf(name)}`}`,
    file: jsonFile(path, text, replaced(text, script, value, "\n")),
  };
}

const nodeAt = (root: Node | undefined, ...path: string[]): Node | undefined => root && findNodeAtLocation(root, path);

/** The text that a node holds; empty for anything else. */
const textOf = (node: Node | undefined): string => (typeof node?.value === "string" ? node.value : "");

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
  const title = "Into launch.json";
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
  const list = nodeAt(readJson(text), "configurations");
  if (list?.type !== "array") return undefined;
  const own = (list.children ?? []).filter((one) => types.includes(textOf(nodeAt(one, "type"))));
  if (own.some((one) => textOf(nodeAt(one, "envFile")) === envFile)) return undefined;
  const free = own.filter((one) => textOf(nodeAt(one, "request")) === "launch" && !nodeAt(one, "envFile"));
  const edits =
    free.length > 0
      ? free.flatMap((one) => appended(text, one, { name: "envFile", value: envFile }, "\n"))
      : appended(text, list, { value: added }, "\n");
  return { title, file: jsonFile(LAUNCH, text, edits) };
}

function jsonFile(path: string, text: string, edits: readonly ResolvedEdit[]): FileEdit {
  const changes = edits.map(({ span, text: content }) => ({
    start: span.start.offset,
    end: span.end.offset,
    pieces: [content],
  }));
  return fileEdit({ path, role: "source" }, text, changes);
}
