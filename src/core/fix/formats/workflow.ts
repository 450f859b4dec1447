// GitHub Actions: workflows.
// https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability says where secrets are.
import type { Accessor } from "../accessor";
import { isInExpression, locateYaml, type YamlDialect } from "./yaml";

const TAKES_SECRETS = [
  /^(?:jobs\/[^/]+\/)?env\/[^/]+$/,
  /^jobs\/[^/]+\/steps\/\*\/(?:run|(?:env|with)\/[^/]+)$/,
  /^jobs\/[^/]+\/(?:container|services\/[^/]+)\/(?:env|credentials)\/[^/]+$/,
  /^jobs\/[^/]+\/secrets\/[^/]+$/,
];

/** UTF-16 code units before a key in which an expression around it may begin; its texts read no other. */
const FAR = 1000;

const DIALECT: YamlDialect = {
  reference: (name) => `\${{ secrets.${name} }}`,
  refuse: ({ path, lexed, start }) => {
    if (isInExpression(lexed.text.slice(Math.max(0, start - FAR), start), "${{"))
      return "The key is a text inside of an expression here. Write secrets.NAME in its place by hand, and set the secret.";
    if (TAKES_SECRETS.some((one) => one.test(path))) return undefined;
    if (/^jobs\/[^/]+\/with\//.test(path))
      return "The inputs of a reusable workflow take no secrets. Let that workflow declare the key under secrets, and pass it there.";
    if (/(?:^|\/)if$/.test(path))
      return "GitHub gives no secrets to if. Set an env entry of the job from the secret, and compare env.NAME.";
    return "GitHub gives secrets only to env, with, run, secrets and credentials. Move the key to one of them.";
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
  refuses: "comments, entry names, entries that are given no secrets (if, inputs of reusable workflows), actions",
  proof: { how: "parsed", by: "@actions/workflow-parser" },
  locate: (file, findings) => locateYaml(DIALECT, file, findings),
  start: ({ names }) => names.map((name) => `gh secret set ${name}`).join("; "),
  leadIn: "Give the repository the secret once",
};
