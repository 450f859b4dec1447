// GitHub Actions: workflows.
// https://docs.github.com/actions/reference/accessing-contextual-information-about-workflow-runs
import type { Accessor } from "../accessor";
import { locateYaml, type YamlDialect } from "./yaml";

const DIALECT: YamlDialect = {
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
  spelling: (name) => name.replace(/^GITHUB_/, "GH_"),
};

export const WORKFLOW: Accessor = {
  title: "GitHub Actions",
  languageIds: ["yaml", "github-actions-workflow"],
  takes: ({ path }) => /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path),
  reference: "${{ secrets.NAME }}",
  inside: "Bearer ${{ secrets.NAME }}",
  needs: "nothing",
  loader: "`gh secret set NAME`, once",
  refuses: "comments, entry names, entries that are given no secrets",
  proof: { how: "parsed", by: "yaml" },
  locate: (file, findings) => locateYaml(DIALECT, file, findings),
  start: ({ names }) => names.map((name) => `gh secret set ${name}`).join("; "),
  leadIn: "Give the repository the secret once",
};
