// VS Code's launch configurations, tasks and settings.
// https://code.visualstudio.com/docs/reference/variables-reference
import type { Finding } from "../../model";
import type { Accessor } from "../accessor";
import { type Answer, type Located, locateEach, type SourceFile } from "../source";
import { byEnvFile, changesOf, newMoves, ownerOf } from "./envFileProperty";
import { jsonPlaces, referring } from "./json";
import { entryOf, scalarOf, type TreeNode } from "./tree";

/** Debuggers that read envFile of a configuration. */
const READS_ENV_FILE = /^(?:node|pwa-node|node-terminal|python|debugpy|go|coreclr|java|cppdbg|cppvsdbg|bun)$/;

const LAUNCH = /^(?:(?:launch|tasks)\/)?(?:configurations|tasks|options)\//;

function locateLaunch(file: SourceFile, findings: readonly Finding[]): Located {
  const places = jsonPlaces(file, findings);
  const moves = newMoves();
  const answer = (finding: Finding): Answer => {
    const place = places(finding);
    if (typeof place === "string") return place;
    const reads = (one: TreeNode): boolean => READS_ENV_FILE.test(scalarOf(file.text, entryOf(one, "type")));
    const owner = place.whole ? ownerOf(place.node, reads) : undefined;
    if (owner?.parent?.key === "configurations") return byEnvFile(place, owner, moves);
    if (!LAUNCH.test(place.path) || /\/(?:name|label|type|request)$/.test(place.path))
      return "VS Code reads no variables in this entry. Put the key into env of a configuration or options of a task.";
    return referring(place, (name) => `\${env:${name}}`);
  };
  return { ...locateEach(findings, answer), together: (envPath) => changesOf(file, moves, envPath) };
}

export const VSCODE_LAUNCH: Accessor = {
  title: "VS Code launch.json and tasks.json",
  languageIds: ["json", "jsonc"],
  takes: ({ path }) => /(?:^|\/)\.vscode\/(?:launch|tasks)\.json$/.test(path),
  reference: '"envFile": "${workspaceFolder}/.env"',
  inside: "Bearer ${env:NAME}",
  needs: "an entry of env goes to envFile, where the debugger reads it; elsewhere nothing",
  loader: "the debugger reads envFile; else the shell that starts VS Code",
  refuses: "comments, property names, entries that take no variable",
  proof: { how: "parsed", by: "jsonc-parser" },
  locate: locateLaunch,
  start: ({ withEnv }) => withEnv("code ."),
};

const TERMINAL = /^(?:settings\/)?terminal\.integrated\.env\.(?:linux|osx|windows)\//;

/** https://code.visualstudio.com/docs/terminal/profiles#_configuring-profiles: variables in the terminal's settings. */
function locateSettings(file: SourceFile, findings: readonly Finding[]): Located {
  const places = jsonPlaces(file, findings);
  return locateEach(findings, (finding) => {
    const place = places(finding);
    if (typeof place === "string") return place;
    if (TERMINAL.test(place.path) || /^(?:launch\/configurations|tasks\/(?:tasks|options))\//.test(place.path))
      return referring(place, (name) => `\${env:${name}}`);
    return "An extension's setting reads no variables. Let the extension ask for the key and keep it in secret storage, if it can, or set the key in the shell that starts VS Code.";
  });
}

export const VSCODE_SETTINGS: Accessor = {
  title: "VS Code settings.json",
  languageIds: ["json", "jsonc"],
  takes: ({ path }) => /(?:^|\/)\.vscode\/settings\.json$|\.code-workspace$/.test(path),
  reference: "${env:NAME}",
  inside: "Bearer ${env:NAME}",
  needs: "nothing",
  loader: "the shell that starts VS Code",
  refuses: "comments, every setting but the terminal's environment",
  proof: { how: "parsed", by: "jsonc-parser" },
  locate: locateSettings,
  start: ({ withEnv }) => withEnv("code ."),
};
