// YAML that no program is known to put variables into.
import type { Accessor } from "../accessor";
import { baseName } from "../folders";
import { locateEach, type SourceFile } from "../source";

function whyNot({ path, text }: SourceFile): string {
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

export const OTHER_YAML: Accessor = {
  title: "Other YAML",
  languageIds: ["yaml", "dockercompose", "github-actions-workflow"],
  reference: "",
  inside: "",
  needs: "",
  loader: "",
  refuses: "everything, with the reason",
  proof: { how: "refused", by: "" },
  locate: (file, findings) => locateEach(findings, () => whyNot(file)),
};
