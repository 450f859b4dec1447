// YAML that no program is known to put variables into.
import type { Accessor } from "../accessor";
import { baseName } from "../folders";
import { locateEach, type SourceFile } from "../source";

function whyNot({ path }: SourceFile): string {
  const name = baseName(path);
  if (/^action\.ya?ml$/.test(name))
    return "An action is given no secrets. Make the key an input, and pass it from the workflow.";
  if (/^kustomization\.ya?ml$/.test(name))
    return "Take the key out of literals, and let secretGenerator read the env file: envs: [.env].";
  if (/(?:^|\/)\.circleci\//.test(path))
    return "Set the key in a context or as an environment variable of the project in CircleCI, and remove it here: every job has it then.";
  if (name === "bitbucket-pipelines.yml")
    return "Set the key as a secured repository variable in Bitbucket, and remove it here: every step has it then.";
  if (name === "serverless.yml") return "Write ${env:NAME} in place of the key. Serverless Framework fills it in.";
  if (/^render\.ya?ml$/.test(name))
    return "Put sync: false in place of the value, and set the key in Render's dashboard.";
  if (name === "pubspec.yaml") return "pubspec.yaml takes no variables. Pass the key with --dart-define-from-file.";
  return "YAML reads no variables unless the program that loads it does. Let that program read the key from the environment.";
}

export const OTHER_YAML: Accessor = {
  title: "Other YAML",
  languageIds: [
    "yaml",
    "dockercompose",
    "github-actions-workflow",
    "ansible",
    "azure-pipelines",
    "gitlab-ci",
    "kubernetes",
  ],
  reference: "",
  inside: "",
  needs: "",
  loader: "",
  refuses: "YAML reads no variables unless the program that loads it does; the message says what to do in known files.",
  proof: { how: "refused", by: "" },
  locate: (file, findings) => locateEach(findings, () => whyNot(file)),
};
