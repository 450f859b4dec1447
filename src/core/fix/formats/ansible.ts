// Ansible: playbooks, roles, and the variables of groups and hosts.
// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/env_lookup.html
import type { Accessor } from "../accessor";
import { Lexed } from "../code/lexer";
import type { SourceFile } from "../source";
import { around, entryOf, type TreeNode } from "./tree";
import { isInExpression, locateYaml, YAML, type YamlDialect } from "./yaml";
import { yamlTree } from "./yamlTree";

const FOLDERS =
  /(?:^|\/)(?:(?:group_vars|host_vars|playbooks)\/.+|roles\/[^/]+\/(?:tasks|handlers|vars|defaults)\/.+)$/;

function isAnsible({ path, text }: SourceFile): boolean {
  if (FOLDERS.test(path)) return true;
  if (!/^(?:- |[ \t]+)(?:hosts|import_playbook):/m.test(text) && !/^all:/m.test(text)) return false;
  return yamlTree(new Lexed(text, YAML)).documents.some(
    (document) =>
      document.children.some(
        (play) =>
          play.key === undefined &&
          entryOf(play, "hosts") &&
          (entryOf(play, "tasks") ?? entryOf(play, "roles") ?? entryOf(play, "vars") ?? entryOf(play, "environment")),
      ) || ["hosts", "children", "vars"].some((key) => entryOf(entryOf(document, "all"), key) !== undefined),
  );
}

/** Whether a node has the tag for text that is not read as a template, which holds for all below it. */
function isUnsafe(text: string, node: TreeNode): boolean {
  const tag = /^(?:.["'])?[ \t]*[:-]?[ \t]*(?:&\S+[ \t]+)?!unsafe(?!\S)/;
  return around(node).some(({ start, key = "" }) => tag.test(text.slice(start + key.length, start + key.length + 200)));
}

/** How far back a comment of a template or its raw text may begin. */
const MAX_VERBATIM = 20_000;

/** Whether a template has a comment or raw text open at its end. */
function isVerbatim(template: string): boolean {
  const parts = /\{#[^]*?(?:#\}|(?<comment>$))|\{%[-+]?\s*raw\s*[-+]?%\}[^]*?(?:\{%[-+]?\s*endraw\b|(?<raw>$))/g;
  return [...template.matchAll(parts)].some(({ groups }) => (groups?.["comment"] ?? groups?.["raw"]) !== undefined);
}

const DIALECT: YamlDialect = {
  // Inside double quotes of YAML the inner ones are single, and the other way round.
  reference: (name, { token }) => {
    const quote = token?.form === "single" ? '"' : "'";
    return `{{ lookup(${quote}ansible.builtin.env${quote}, ${quote}${name}${quote}) }}`;
  },
  needsQuotes: true,
  refuse: ({ path, lexed, start, node }) => {
    if (/(?:^|\/)(?:when|changed_when|failed_when|until|that|var)(?:\/\*)?$/.test(path))
      return "This is an expression already. Set a variable from lookup('ansible.builtin.env', 'NAME'), and compare that.";
    if (isUnsafe(lexed.text, node))
      return "Ansible runs no lookup in a value that is !unsafe. Remove the tag first, or replace the key by hand.";
    if (isVerbatim(lexed.text.slice(Math.max(node.valueStart, start - MAX_VERBATIM), start)))
      return "Ansible does not read what stands in a comment of a template or in raw text. Replace the key by hand.";
    if (isInExpression(lexed.text.slice(Math.max(node.valueStart, start - 500), start), "{{"))
      return "The key stands inside an expression. Put lookup('ansible.builtin.env', 'NAME') in its place by hand.";
    if (/(?:^|\/)(?:vars_files|import_playbook|hosts|name)$/.test(path))
      return "Ansible reads this before there are variables. Remove the key by hand.";
    return undefined;
  },
};

export const ANSIBLE: Accessor = {
  title: "Ansible",
  languageIds: ["yaml", "ansible"],
  takes: isAnsible,
  reference: `"{{ lookup('ansible.builtin.env', 'NAME') }}"`,
  inside: `"Bearer {{ lookup('ansible.builtin.env', 'NAME') }}"`,
  needs: "quotes",
  loader: "direnv; else the shell that starts ansible-playbook",
  refuses: "comments, entry names, conditions and other expressions, raw and unsafe text",
  proof: { how: "parsed", by: "yaml" },
  locate: (file, findings) => locateYaml(DIALECT, file, findings),
  start: ({ source, file, withEnv }) =>
    withEnv(
      `ansible-playbook ${/^- (?:hosts|name|import_playbook):/m.test(source.text) && !FOLDERS.test(source.path) ? file : "PLAYBOOK.yml"}`,
    ),
};
