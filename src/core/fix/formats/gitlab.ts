// GitLab CI/CD: a variable of the project goes before one of the same name in the file.
// https://docs.gitlab.com/ci/variables/#cicd-variable-precedence
import type { Finding } from "../../model";
import type { Accessor, StartRequest } from "../accessor";
import { type Answer, type Located, locateEach, type SourceFile } from "../source";
import { whyAnchored } from "./anchors";
import { beginsLine, removeNodes } from "./removal";
import { ShellTexts } from "./shellText";
import type { TreeNode } from "./tree";
import { escaped, hintOf, type YamlPlace, yamlPlaces } from "./yaml";

function isPipeline({ path }: SourceFile): boolean {
  return /(?:^|\/)(?:[^/]+)?\.gitlab-ci(?:[.-][^/]+)?\.ya?ml$|(?:^|\/)\.gitlab\/ci\/.+\.ya?ml$/.test(path);
}

const VARIABLE = /^(?:[^/]+\/)?variables\/[^/]+$/;
const COMMANDS = /^(?:[^/]+\/)?(?:before_script|script|after_script)(?:\/\*){0,2}$/;

function locateGitlab(file: SourceFile, findings: readonly Finding[]): Located {
  const places = yamlPlaces(file, findings);
  const shell = new ShellTexts(file.text);
  const gone = new Set<TreeNode>();
  const answer = (finding: Finding): Answer => {
    const place = places(finding);
    if (typeof place === "string") return place;
    if (VARIABLE.test(place.path)) return variable(file, place, gone);
    if (!COMMANDS.test(place.path)) return whyNot(place.path);
    const write = shell.answer(place);
    return typeof write === "string" ? write : { hint: hintOf(place), write: ([name = ""]) => write(name) };
  };
  return { ...locateEach(findings, answer), together: () => removeNodes(file.text, gone, 1) };
}

/** An entry of its own name goes, since the project's is there without it; others refer to it. */
function variable(file: SourceFile, place: YamlPlace, gone: Set<TreeNode>): Answer {
  const { node, token, start, end, whole } = place;
  if (node.flow && !token && !whole)
    return "A value without quotes between brackets holds no reference. Put it into quotes first.";
  const alias = whole ? whyAnchored(file.text, [node, node.parent]) : undefined;
  if (alias !== undefined) return alias;
  return {
    hint: hintOf(place),
    write: ([name = ""]) => {
      if (whole && node.key === name && beginsLine(file.text, node)) {
        gone.add(node);
        return [];
      }
      const reference = /\w/.test(file.text.charAt(end)) ? `\${${name}}` : `$${name}`;
      return [{ start, end, text: escaped(token, reference) }];
    },
  };
}

function whyNot(path: string): string {
  if (/(?:^|\/)variables\/[^/]+\//.test(path))
    return "This variable is filled in by whoever starts the pipeline. Set the key as a masked CI/CD variable of the project, and remove the value here.";
  if (/^spec\//.test(path))
    return "An input's default is shown to everybody. Take a CI/CD variable of the project in its place.";
  return "GitLab CI/CD expands variables in variables and script here. Set the key as a masked CI/CD variable, and move it to one of them.";
}

/** glab reads a value from standard input: https://gitlab.com/gitlab-org/cli/-/blob/main/docs/source/variable/set.md */
function glab({ names, shell, withEnv }: StartRequest): string {
  const set = names.map((name) =>
    shell === "powershell"
      ? `$env:${name} | glab variable set ${name} --masked`
      : `printf %s "$${name}" | glab variable set ${name} --masked`,
  );
  return withEnv(set.join("; "));
}

export const GITLAB: Accessor = {
  title: "GitLab CI",
  languageIds: ["yaml", "gitlab-ci"],
  takes: isPipeline,
  reference: "$NAME",
  inside: "Bearer $NAME",
  needs: "an entry of variables under the same name goes, since the project's variable stands before it",
  loader: "`glab variable set NAME --masked`, once",
  refuses: "comments, prefilled variables, defaults of inputs, every place but variables and scripts",
  proof: { how: "parsed", by: "yaml" },
  locate: locateGitlab,
  start: glab,
  leadIn: "Give the project the masked variable once",
};
