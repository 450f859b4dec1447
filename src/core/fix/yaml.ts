// YAML has no variables of its own; a few of the programs that read it do.
import type { Finding } from "../model";
import { baseName, folderOf, join } from "./folders";
import { Lexed } from "./lexer";
import { assignedName } from "./names";
import { type Answer, COMMENT_REASON, type Located, locateEach, type SourceFile } from "./source";
import { YAML } from "./syntax";
import { keysAbove } from "./yamlKeys";

/** A program that puts variables into the YAML it reads. */
interface Dialect {
  readonly reference: (name: string) => string;
  readonly refuse: (keys: readonly string[]) => string | undefined;
  readonly forbidden?: RegExp;
}

/** https://docs.docker.com/reference/compose-file/interpolation/: in values, after YAML is read. */
const COMPOSE: Dialect = { reference: (name) => `\${${name}}`, refuse: () => undefined };

/** https://docs.github.com/actions/reference/accessing-contextual-information-about-workflow-runs */
const WORKFLOW: Dialect = {
  reference: (name) => `\${{ secrets.${name} }}`,
  refuse: (keys) => {
    const takesSecrets =
      keys[0] === "run" || keys.slice(0, 2).some((key) => /^(?:env|with|secrets|credentials)$/.test(key));
    return takesSecrets
      ? undefined
      : "GitHub gives secrets only to env, with, run, secrets and credentials. Move the key to one of them.";
  },
  // GitHub takes no secret of such a name.
  forbidden: /^GITHUB_/i,
};

const COMPOSE_FILE = /^(?:docker-)?compose(?:[.-].+)?\.ya?ml$/;
const WORKFLOW_FILE = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/;

export const isComposeFile = (path: string): boolean => COMPOSE_FILE.test(baseName(path));
export const isWorkflow = (path: string): boolean => WORKFLOW_FILE.test(path);

export function locateYaml(file: SourceFile, findings: readonly Finding[]): Located {
  const dialect = isComposeFile(file.path) ? COMPOSE : isWorkflow(file.path) ? WORKFLOW : undefined;
  const lexed = new Lexed(file.text, YAML);
  const located = locateEach(findings, ({ span }) =>
    dialect ? answerAt(lexed, dialect, span.start.offset, span.end.offset) : noDialect(file),
  );
  // Compose reads the file `.env` beside it, and no other unasked.
  return dialect === COMPOSE ? { ...located, envFile: join(folderOf(file.path), ".env") } : located;
}

function noDialect({ path, text }: SourceFile): string {
  if (/^apiVersion:/m.test(text) && /^kind:/m.test(text))
    return "Kubernetes takes no variable here. Make a Secret outside the repository and refer to it with secretKeyRef.";
  if (baseName(path).startsWith(".gitlab-ci"))
    return "Set the key as a masked CI/CD variable of the project, and remove it here.";
  if (/^azure-pipelines/.test(baseName(path)))
    return "Set the key as a secret variable of the pipeline, and write $(NAME) here.";
  if (/^action\.ya?ml$/.test(baseName(path)))
    return "An action is given no secrets. Make the key an input, and pass it from the workflow.";
  return "YAML reads no variables unless the program that loads it does. Let that program read the key from the environment.";
}

function answerAt(lexed: Lexed, dialect: Dialect, start: number, end: number): Answer {
  const { text } = lexed;
  const token = lexed.at(start);
  if (token?.kind === "comment") return COMMENT_REASON;
  const after = text.slice(token?.kind === "string" ? token.end : end);
  if (token?.kind !== "body" && /^[ \t]*:(?:\s|$)/.test(after))
    return "The key is the name of an entry here. Replace it by hand.";
  const reason = dialect.refuse(keysAbove(text, token?.kind === "body" ? token.start - 1 : start));
  if (reason !== undefined) return reason;
  // In [] and {} a plain scalar holds no braces.
  const bare = !token && flowAt(lexed, start);
  const whole = /[[{,:]\s*$/.test(text.slice(Math.max(0, start - 50), start)) && /^\s*[\]},]/.test(after);
  if (bare && !whole) return "A value without quotes between brackets holds no reference. Put it into quotes first.";
  const quote = bare ? '"' : "";
  return {
    hint: assignedName(
      text.slice(Math.max(0, start - 200), token?.kind === "string" ? token.start : start).replace(/- *$/, ""),
    ),
    ...(dialect.forbidden && { forbidden: dialect.forbidden }),
    write: ([name = ""]) => [{ start, end, text: quote + dialect.reference(name) + quote }],
  };
}

/** Whether a place is between the brackets of a flow collection, which may span lines. */
function flowAt({ code }: Lexed, offset: number): boolean {
  let depth = 0;
  for (const [bracket] of code
    .slice(Math.max(0, offset - 2000), offset)
    .replace(/\$\{\{.*?\}\}|\$\{.*?\}/g, "")
    .matchAll(/(?<=(?:^|[:[{,-])\s*)[[{]|[\]}]/gm))
    depth = "[{".includes(bracket) ? depth + 1 : Math.max(0, depth - 1);
  return depth > 0;
}
