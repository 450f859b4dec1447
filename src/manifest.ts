// What the extension declares to VS Code, as data: commands, settings, menus, trust. package.json is generated from it,
// and the editor layer is typed by it, so an id is written once. Imports no vscode: the build reads it too.
import { ASKABLE, DEFAULT_PREFERENCES, DEFAULT_VAULT, POLICY_FILE, RULES, STORES } from "./core/index";
import { FINDINGS_KEYS, FINDINGS_MENUS, FINDINGS_VIEWS, HAS_FINDINGS, SCANNED, TRIAGE_MENU } from "./manifest/findings";

export interface CommandFacts {
  readonly title: string;
  /** When the palette lists it; always without. */
  readonly when?: string;
  /** Only in menus of what it is about; the palette would not know what to do it to. */
  readonly inMenus?: true;
  /** A codicon, for toolbars. */
  readonly icon?: string;
  /** Also in the editor's context menu, while its text holds a finding or when this says so. */
  readonly inEditor?: true | string;
  /** Also in the Explorer's context menu. */
  readonly inExplorer?: true;
}

/** True while the active editor's text holds a finding. */
export const KEYS_IN_EDITOR = "keystow.keysInEditor";

/** True from a paste of plain text with a key until the next paste. */
export const PLAIN_KEY_PASTED = "keystow.plainKeyPasted";

export const COMMANDS = {
  "keystow.scan": { title: "Scan\u2026" },
  "keystow.scanWorkspace": { title: "Scan Workspace", icon: "refresh" },
  "keystow.scanHere": { title: "Scan for AI Service Keys", when: "false", inExplorer: true },
  "keystow.scanSelection": {
    title: "Scan Selection for Keys",
    when: "editorHasSelection",
    inEditor: "editorHasSelection",
  },
  "keystow.moveToEnv": { title: "Move Key to Env File", when: KEYS_IN_EDITOR, inEditor: true },
  "keystow.moveToEnvWithPreview": { title: "Move Key to Env File with Preview", when: KEYS_IN_EDITOR },
  "keystow.moveAllInFile": { title: "Move All Keys in This File to Env File", when: KEYS_IN_EDITOR },
  "keystow.moveAllInFileWithPreview": {
    title: "Move All Keys in This File to Env File with Preview",
    when: KEYS_IN_EDITOR,
  },
  "keystow.moveAllInWorkspace": { title: "Move All Keys in Workspace to Env Files with Preview" },
  "keystow.redact": { title: "Redact Key", when: KEYS_IN_EDITOR },
  "keystow.copyReference": { title: "Copy Variable Reference", when: KEYS_IN_EDITOR },
  "keystow.allow": { title: "Allow Key with a Reason", when: KEYS_IN_EDITOR },
  "keystow.rotate": { title: "Rotate Key in Env Files", when: "editorIsOpen" },
  "keystow.openRevokePage": { title: "Open Page That Revokes Key", when: "editorIsOpen" },
  "keystow.revoke": { title: "Revoke Key Without Login (Final)", when: "editorIsOpen" },
  "keystow.goKeyless": { title: "Go Keyless (Azure)", when: "editorIsOpen" },
  "keystow.stopTracking": { title: "Stop Tracking Env File and Ignore It", when: "editorIsOpen" },
  "keystow.hideFromAgents": { title: "Keep Env File from Agents", when: "workspaceFolderCount > 0" },
  "keystow.keyActions": { title: "More for This Key", when: "editorIsOpen", inEditor: true },
  "keystow.checkPublished": { title: "Check Whether Key Is Published", when: KEYS_IN_EDITOR, inEditor: true },
  "keystow.checkAllPublished": { title: "Check Which Keys of the Workspace Are Published" },
  "keystow.nextFinding": { title: "Go to Next Finding", icon: "arrow-down", when: HAS_FINDINGS },
  "keystow.previousFinding": { title: "Go to Previous Finding", icon: "arrow-up", when: HAS_FINDINGS },
  "keystow.groupFindings": { title: "Group Findings", icon: "list-tree" },
  "keystow.filterFindings": { title: "Filter Findings", icon: "filter" },
  "keystow.clearFilter": { title: "Clear Filter of Findings", icon: "clear-all" },
  "keystow.exportReport": { title: "Export Report", when: SCANNED },
  "keystow.triage": { title: "Triage Key", when: KEYS_IN_EDITOR },
  "keystow.exportTriage": { title: "Export Triage" },
  "keystow.importTriage": { title: "Import Triage" },
  "keystow.triageTrue": { title: "Real Key", inMenus: true },
  "keystow.triageFalse": { title: "Not a Key", inMenus: true },
  "keystow.triageRotated": { title: "Rotated", inMenus: true },
  "keystow.triageNone": { title: "Not Triaged", inMenus: true },
  "keystow.showFinding": { title: "Show Finding", inMenus: true },
  "keystow.moveSelected": { title: "Move to Env File with Preview", icon: "file-symlink-file", inMenus: true },
  "keystow.checkSelected": { title: "Check Whether Published", icon: "globe", inMenus: true },
  "keystow.explainRule": { title: "Explain This Kind of Key", when: KEYS_IN_EDITOR },
  "keystow.explainLine": { title: "Explain This Line", when: "editorIsOpen" },
  "keystow.showLog": { title: "Show Log" },
} as const satisfies Record<string, CommandFacts>;

export type CommandId = keyof typeof COMMANDS;

export interface SettingFacts {
  /** `resource` can differ by folder; `application` holds for the person, whatever a repository says. */
  readonly scope: "resource" | "application";
  /** Markdown. */
  readonly description: string;
  readonly default: unknown;
  /** The rest of its JSON schema. */
  readonly schema: Readonly<Record<string, unknown>>;
}

const LEVELS = ["error", "warning", "information", "off"];

const PATTERN_SCHEMA = {
  type: "object",
  required: ["id", "title", "prefix", "pattern"],
  additionalProperties: false,
  properties: {
    id: { type: "string", pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", description: "Its name, in kebab case." },
    title: { type: "string", description: "Whose key it is, for messages." },
    prefix: { type: "string", minLength: 3, description: "Fixed text that every key starts with." },
    pattern: { type: "string", description: "One whole key, its prefix included, in RE2 syntax." },
    envName: { type: "string", description: "The environment variable to move it to." },
  },
} as const;

/** By their names below `keystow.`, in the order in which they are shown. */
export const SETTINGS = {
  enable: {
    scope: "resource",
    description: "Underline hardcoded AI service keys while you type.",
    default: true,
    schema: { type: "boolean" },
  },
  severity: {
    scope: "resource",
    description:
      "How findings are shown, by how sure Keystow is. A `high` one is known by its shape, a `medium` one also needs " +
      "its context, a `low` one is a guess.",
    default: DEFAULT_PREFERENCES.severity,
    schema: {
      type: "object",
      additionalProperties: false,
      properties: Object.fromEntries(["high", "medium", "low"].map((name) => [name, { type: "string", enum: LEVELS }])),
    },
  },
  "rules.disabled": {
    scope: "resource",
    description: "Rules that do not search at all.",
    default: [],
    schema: {
      type: "array",
      uniqueItems: true,
      items: {
        type: "string",
        enum: RULES.map((rule) => rule.id),
        enumDescriptions: RULES.map((rule) => `${rule.vendor} ${rule.title}`),
      },
    },
  },
  "rules.custom": {
    scope: "resource",
    description: "Your own kinds of keys. Not used in Restricted Mode when a workspace brings them.",
    default: [],
    schema: { type: "array", items: PATTERN_SCHEMA },
  },
  exclude: {
    scope: "resource",
    description:
      "Files in which Keystow does not look: glob patterns relative to the workspace folder, such as `docs/**`.",
    default: [],
    schema: { type: "array", items: { type: "string" } },
  },
  maxFileSize: {
    scope: "resource",
    description: "Larger files are not looked at, in bytes. An open one says so in its first line.",
    default: DEFAULT_PREFERENCES.maxFileSize,
    schema: { type: "integer", minimum: 1 },
  },
  envFile: {
    scope: "resource",
    description: "The env file that keys move to, relative to the workspace folder. Empty: the nearest one, or `.env`.",
    default: "",
    schema: { type: "string" },
  },
  store: {
    scope: "resource",
    description:
      "Where moved keys go. Where nothing would read that store, as from a script beside an Azure Functions app, they " +
      "go to the env file.",
    default: "env",
    schema: { type: "string", enum: Object.keys(STORES), markdownEnumDescriptions: Object.values(STORES) },
  },
  onePasswordVault: {
    scope: "resource",
    description: "The vault that references to 1Password name: its name, or its id when the name has other characters.",
    default: DEFAULT_VAULT,
    schema: { type: "string" },
  },
  "paste.asReference": {
    scope: "resource",
    description:
      "Paste a text with a key as a reference to the env file that the key goes to. Off: plain text is pasted, and the " +
      "menu that appears beside it offers the reference.",
    default: false,
    schema: { type: "boolean" },
  },
  network: {
    scope: "application",
    description:
      "Whether the publication check may offer to ask services over the network. It asks nobody that you have not " +
      "allowed. `never`: it does not even offer.",
    default: "ask",
    schema: { type: "string", enum: ["ask", "never"] },
  },
  consent: {
    scope: "application",
    description:
      "What you have allowed or refused the publication check for good, by step (`archive`) or by step and receiver " +
      "(`visibility@github.com`). What is sent to whom is in docs/publication-check.md.",
    default: {},
    schema: {
      type: "object",
      propertyNames: { pattern: `^(${ASKABLE.join("|")})(@.+)?$` },
      additionalProperties: { type: "string", enum: ["always", "never"] },
    },
  },
  endpoints: {
    scope: "application",
    description:
      "Other addresses for the services of the publication check, by host: " +
      '`{"api.github.com": "https://mirror.example/github"}`.',
    default: {},
    schema: { type: "object", additionalProperties: { type: "string" } },
  },
} as const satisfies Record<string, SettingFacts>;

export type SettingName = keyof typeof SETTINGS;

/** Where VS Code finds the schema of policy files, relative to package.json; the build writes it there. */
export const POLICY_SCHEMA_PATH = "media/policy.schema.json";

/** Their commands are there, or this does not compile. */
const viewMenus: Readonly<Record<string, readonly ({ readonly command: CommandId } | { readonly submenu: string })[]>> =
  FINDINGS_MENUS;
const viewKeys: readonly { readonly command: CommandId }[] = FINDINGS_KEYS;

const COMMAND_FACTS: readonly (readonly [string, CommandFacts])[] = Object.entries(COMMANDS);

/** package.json's `contributes`. */
export function contributes(): Readonly<Record<string, unknown>> {
  return {
    commands: COMMAND_FACTS.map(([command, { title, icon }]) => ({
      command,
      title,
      category: "Keystow",
      ...(icon !== undefined && { icon: `$(${icon})` }),
    })),
    ...FINDINGS_VIEWS,
    submenus: [{ id: TRIAGE_MENU, label: "Triage" }],
    menus: {
      ...viewMenus,
      commandPalette: COMMAND_FACTS.flatMap(([command, { when, inMenus }]) =>
        inMenus ? [{ command, when: "false" }] : when ? [{ command, when }] : [],
      ),
      "editor/context": COMMAND_FACTS.filter(([, facts]) => facts.inEditor).map(([command, facts], index) => ({
        command,
        when: facts.inEditor === true ? KEYS_IN_EDITOR : facts.inEditor,
        group: `keystow@${index + 1}`,
      })),
      "explorer/context": COMMAND_FACTS.filter(([, facts]) => facts.inExplorer).map(([command]) => ({
        command,
        group: "4_search@9",
      })),
    },
    keybindings: [
      ...viewKeys,
      {
        command: "editor.action.quickFix",
        key: "ctrl+.",
        mac: "cmd+.",
        when: `editorTextFocus && pasteWidgetVisible && ${PLAIN_KEY_PASTED}`,
      },
    ],
    configuration: {
      title: "Keystow",
      properties: Object.fromEntries(
        Object.entries(SETTINGS).map(([name, facts], order) => [`keystow.${name}`, property(facts, order)]),
      ),
    },
    languages: [{ id: "jsonc", filenames: [POLICY_FILE, ".keystow-baseline.json", ".keystow-triage.json"] }],
    jsonValidation: [{ fileMatch: POLICY_FILE, url: `./${POLICY_SCHEMA_PATH}` }],
  };
}

function property({ scope, description, default: value, schema }: SettingFacts, order: number): unknown {
  return { ...schema, default: value, scope, order, markdownDescription: description };
}

/** package.json's `capabilities`. */
export const CAPABILITIES = {
  untrustedWorkspaces: {
    supported: "limited",
    description:
      "Keys are found and moved. Patterns that the workspace brings, and the publication check and scans that run git, wait for trust.",
    restrictedConfigurations: ["keystow.rules.custom"],
  },
  virtualWorkspaces: {
    supported: "limited",
    description: "Keys are found and moved. The publication check, and scans of what git names, need files on disk.",
  },
} as const;

/** package.json's `activationEvents`; VS Code adds those of the commands by itself. */
export const ACTIVATION_EVENTS: readonly string[] = ["onStartupFinished"];

/** The JSON schema of `.keystow.json`. */
export function policySchema(): Readonly<Record<string, unknown>> {
  const level = { enum: LEVELS };
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Keystow policy",
    type: "object",
    additionalProperties: false,
    properties: {
      $schema: { type: "string" },
      version: { const: 1 },
      rules: {
        description: "How findings of a rule are shown; off suppresses them in the open.",
        type: "object",
        additionalProperties: false,
        properties: Object.fromEntries(
          RULES.map((rule) => [rule.id, { ...level, description: `${rule.vendor} ${rule.title}` }]),
        ),
      },
      patterns: { description: "The team's own kinds of keys.", type: "array", items: PATTERN_SCHEMA },
      exclude: {
        description: "Glob patterns of files that are not looked at.",
        type: "array",
        items: { type: "string" },
      },
      envFile: { description: "The env file that keys move to, relative to this folder.", type: "string" },
      store: {
        description: "Where moved keys go.",
        enum: Object.keys(STORES),
        markdownEnumDescriptions: Object.values(STORES),
      },
      allow: {
        description: "Findings that the team lives with.",
        type: "array",
        items: {
          type: "object",
          required: ["fingerprint", "reason"],
          additionalProperties: false,
          properties: {
            fingerprint: { type: "string", pattern: "^k1:[0-9a-f]{32}$" },
            path: { type: "string", description: "A glob; without it the entry holds everywhere." },
            reason: { type: "string", minLength: 1 },
            expires: { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\d$", description: "The last day, yyyy-mm-dd." },
          },
        },
      },
    },
  };
}
