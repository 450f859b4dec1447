// What is left to do after a key was moved: who else needs the variable, and where the old text still is.
import { minimatch } from "minimatch";
import { escapeMarkdown, inlineCode } from "../markdown";

interface Consumer {
  readonly title: string;
  /** Its files, as globs without braces. */
  readonly globs: readonly string[];
  /** What to do there; `NAME` stands for the variable. */
  readonly todo: string;
}

/** What runs or deploys a program and is given its variables, each with the page that says how. */
export const CONSUMERS: readonly Consumer[] = [
  {
    // https://docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/use-secrets
    title: "GitHub Actions",
    globs: ["**/.github/workflows/*.y*ml"],
    todo: "`gh secret set NAME` asks for the value; then `NAME: ${{ secrets.NAME }}` under `env` of the step.",
  },
  {
    // https://docs.gitlab.com/ci/variables/
    title: "GitLab CI",
    globs: ["**/.gitlab-ci*.y*ml"],
    todo: "Settings, CI/CD, Variables: add NAME, masked.",
  },
  {
    // https://learn.microsoft.com/azure/devops/pipelines/process/set-secret-variables
    title: "Azure Pipelines",
    globs: ["**/azure-pipelines*.y*ml"],
    todo: "Add NAME as a secret variable, and map it: `env: NAME: $(NAME)`.",
  },
  {
    // https://docs.docker.com/compose/how-tos/environment-variables/set-environment-variables/
    title: "Docker Compose",
    globs: ["**/compose.y*ml", "**/compose[.-]*.y*ml", "**/docker-compose.y*ml", "**/docker-compose[.-]*.y*ml"],
    todo: "Give the service `env_file: .env`, or NAME under `environment`.",
  },
  {
    // https://docs.docker.com/reference/cli/docker/container/run/#env
    title: "Dockerfile",
    globs: ["**/Dockerfile", "**/Dockerfile.*", "**/*.dockerfile", "**/Containerfile"],
    todo: "Give it to the container when it starts: `docker run --env-file .env`. Never copy the env file into the image.",
  },
  {
    // https://kubernetes.io/docs/tasks/inject-data-application/distribute-credentials-secure/
    title: "Kubernetes and Helm",
    globs: [
      "**/Chart.yaml",
      "**/kustomization.y*ml",
      "**/k8s/*.y*ml",
      "**/kubernetes/*.y*ml",
      "**/manifests/*.y*ml",
      "**/*deployment*.y*ml",
      "**/values*.y*ml",
    ],
    todo: "Make a Secret outside the repository, and read NAME from it with `secretKeyRef`.",
  },
  {
    // https://vercel.com/docs/environment-variables
    title: "Vercel",
    globs: ["**/vercel.json"],
    todo: "`vercel env add NAME` asks for the value.",
  },
  {
    // https://docs.netlify.com/build/environment-variables/get-started/
    title: "Netlify",
    globs: ["**/netlify.toml"],
    todo: "Project configuration, Environment variables: add NAME as a secret.",
  },
  {
    // https://fly.io/docs/apps/secrets/
    title: "Fly.io",
    globs: ["**/fly.toml"],
    todo: "`fly secrets import` takes `NAME=…` from its standard input, so that no shell keeps it.",
  },
  {
    // https://render.com/docs/blueprint-spec
    title: "Render",
    globs: ["**/render.y*ml"],
    todo: "Under `envVars`: `key: NAME` with `sync: false`; set the value in the dashboard.",
  },
  {
    // https://developers.cloudflare.com/workers/configuration/secrets/
    title: "Cloudflare Workers",
    globs: ["**/wrangler.toml", "**/wrangler.json", "**/wrangler.jsonc"],
    todo: "`npx wrangler secret put NAME` asks for the value.",
  },
  {
    // https://devcenter.heroku.com/articles/config-vars
    title: "Procfile (Heroku and its kin)",
    globs: ["**/Procfile"],
    todo: "Settings, Config Vars: add NAME.",
  },
  {
    // https://containers.dev/implementors/json_reference/
    title: "Dev container",
    globs: ["**/devcontainer.json", "**/.devcontainer.json"],
    todo: '`"remoteEnv": { "NAME": "${localEnv:NAME}" }`, or let the program read the env file.',
  },
  {
    // https://code.visualstudio.com/docs/nodejs/nodejs-debugging
    title: "Debugging in VS Code",
    globs: ["**/.vscode/launch.json"],
    todo: '`"envFile": "${workspaceFolder}/.env"` in the configuration.',
  },
];

/** Whether a file, by its path, is one of a consumer's. */
function isFor({ globs }: Consumer, path: string): boolean {
  return globs.some((glob) => minimatch(path, glob, { dot: true }));
}

/** One glob for the files of all consumers. */
export const CONSUMER_GLOB = `{${CONSUMERS.flatMap(({ globs }) => globs).join(",")}}`;

export interface AfterMove {
  readonly names: readonly string[];
  readonly envPath: string;
  /** The sample that got the blank entries, when there was something to add. */
  readonly examplePath?: string;
  /** Files of the workspace, relative to the owning folder. */
  readonly paths: readonly string[];
  /** Whether a path is one that a page may link to, from the top of the folder. */
  readonly linked: boolean;
  /** Git tracks the env file. */
  readonly tracked: boolean;
}

/** The page that a move ends with. */
export function afterMoveMarkdown(move: AfterMove): string {
  const names = move.names.map(inlineCode).join(", ");
  const parts = [
    `# After moving ${names}`,
    `The value is in ${inlineCode(move.envPath)} now, and the code reads the variable.`,
    ...(move.tracked ? [`## Stop tracking ${inlineCode(move.envPath)}\n\n${TRACKED}`] : []),
    `## Who else needs it\n\n${needs(move)}`,
    `## It may be known already\n\n${KNOWN}`,
    `## Where the old text still is\n\n${TRACES}`,
    `## Keep agents out of ${inlineCode(move.envPath)}\n\n${AGENTS}`,
  ];
  return `${parts.join("\n\n")}\n`;
}

const TRACKED =
  "Git tracks this file, so the next commit would publish the key. Run **Keystow: Stop Tracking Env File and Ignore It** before you commit.";

const KNOWN = `Moving a key does not un-publish it. Ask what this machine can tell: **Keystow: Check Whether Key Is Published**, on the key's entry
in the env file. If it was ever shared, pushed or shown: make a new one with **Keystow: Rotate Key in Env Files**, and revoke the old one.`;

// https://code.visualstudio.com/docs/getstarted/userinterface#_local-file-history
// https://code.claude.com/docs/en/claude-directory
const TRACES = `- **VS Code's Local History** keeps every saved version of the file, in \`User/History\` of its data folder. The Timeline in the Explorer
  shows them; **Local History: Delete All** in the Command Palette removes them.
- **Git**: commits, stashes and the reflog, if the key was ever in one.
- **Claude Code** keeps the transcripts of its sessions in \`~/.claude/projects\`.
- **Copilot Chat** keeps its sessions in \`User/workspaceStorage\` of VS Code's data folder; clear them in the chat's history.
- **Cursor** keeps its chats in \`User/workspaceStorage\` and \`User/globalStorage\` of its data folder; delete them in its chat history.

What an agent has read it has also sent to its service. Only a new key ends that.`;

const AGENTS =
  "Agents read files of the workspace, ignored ones too. **Keystow: Keep Env File from Agents** adds it to the ignore files of those that you choose.";

function needs({ names, paths, examplePath, linked }: AfterMove): string {
  const name = names.length === 1 ? (names[0] ?? "NAME") : "NAME";
  const found = CONSUMERS.map((consumer) => ({ consumer, own: paths.filter((path) => isFor(consumer, path)) }));
  const lines = found
    .filter(({ own }) => own.length > 0)
    .map(({ consumer, own }) => {
      const files = own.map((path) => (linked ? `[${escapeMarkdown(path)}](${linkTo(path)})` : inlineCode(path)));
      return `- **${consumer.title}**, ${files.join(", ")}: ${consumer.todo.replaceAll("NAME", name)}`;
    });
  const team = examplePath
    ? `- **Teammates**: ${inlineCode(examplePath)} names the variable; each needs a value of their own.`
    : "- **Teammates**: each needs the variable with a value of their own.";
  const none =
    lines.length === 0
      ? ["Keystow knows no file in this workspace that deploys the program or runs it elsewhere."]
      : [];
  return [...none, [...lines, team].join("\n")].join("\n\n");
}

/** From the top of the workspace, which VS Code's Markdown preview understands. */
function linkTo(path: string): string {
  return `/${path.split("/").map(encodeURIComponent).join("/")}`.replace(/[()]/g, (sign) =>
    sign === "(" ? "%28" : "%29",
  );
}
