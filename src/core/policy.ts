// What a person and a team want: settings and the policy file, checked, and made into one value.
import { getNodeValue, type Node } from "jsonc-parser";
import { type Confidence, type Problem, SEVERITIES, type Severity } from "./model";
import { pointAt } from "./points";
import { customRule } from "./rules/custom";
import { DEFAULT_VAULT, isStoreId, isVaultName, STORE_IDS, type StoreId } from "./fix/env/storeIds";
import { RULES, ruleOf } from "./rules/index";
import type { Rule } from "./rules/rule";
import { type JsonProblem, readJson } from "./readJson";

export type Level = Severity | "off";

/** A finding that a team has decided to live with. */
export interface Allowed {
  readonly fingerprint: string;
  /** A minimatch glob relative to the policy file; without it, everywhere. */
  readonly path?: string;
  readonly reason: string;
  /** `yyyy-mm-dd`, the last day on which it holds. */
  readonly expires?: string;
}

/** Its name, in whatever folder. */
export const POLICY_FILE = ".keystow.json";
/** Its bytes at most: nobody writes a longer one by hand. */
export const MAX_POLICY_FILE = 1024 * 1024;

/** What a repository's `.keystow.json` says. */
export interface PolicyFile {
  readonly rules: ReadonlyMap<string, Level>;
  readonly patterns: readonly Rule[];
  readonly exclude: readonly string[];
  readonly envFile?: string;
  readonly store?: StoreId;
  readonly allow: readonly Allowed[];
  /**
   * What stands before a folder's paths in those of the file: `packages/app/` where the file lies above the folder,
   * nothing where it lies in it.
   */
  readonly prefix: string;
}

/** What a person's settings say. */
export interface Preferences {
  readonly severity: Readonly<Record<Confidence, Level>>;
  readonly disabled: ReadonlySet<string>;
  readonly patterns: readonly Rule[];
  readonly exclude: readonly string[];
  readonly envFile?: string;
  readonly store?: StoreId;
  /** Of 1Password. */
  readonly vault?: string;
  readonly maxFileSize: number;
}

/** Settings and policy file together; the file can switch rules off only in the open, as suppressed findings. */
export interface Policy extends Preferences {
  readonly file: PolicyFile;
}

export const NO_POLICY_FILE: PolicyFile = { rules: new Map(), patterns: [], exclude: [], allow: [], prefix: "" };

export const DEFAULT_PREFERENCES: Preferences = {
  severity: { high: "error", medium: "warning", low: "off" },
  disabled: new Set(),
  patterns: [],
  exclude: [],
  maxFileSize: 10 * 1024 * 1024,
};

export const DEFAULT_POLICY: Policy = { ...DEFAULT_PREFERENCES, file: NO_POLICY_FILE };

/** The rules that a policy searches for: all of ours and the own patterns of person and team. */
export function rulesOf(policy: Policy): readonly Rule[] {
  return [...RULES.filter((rule) => !policy.disabled.has(rule.id)), ...policy.patterns, ...policy.file.patterns];
}

const widened = new WeakMap<Policy, Policy>();

/** A policy by which every rule searches; the same object for the same policy, since a search is costly to prepare. */
export function everything(policy: Policy): Policy {
  const known = widened.get(policy);
  if (known) return known;
  const all: Policy = { ...policy, disabled: new Set(), severity: ALL };
  widened.set(policy, all);
  return all;
}

const ALL: Policy["severity"] = { high: "information", medium: "information", low: "information" };

/** What a policy is read from, as plain data that can be sent to a thread: its own patterns cannot. */
export interface PolicySource {
  /** Values by their names below `keystow.`. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The text of the policy file, where there is one. */
  readonly file?: string;
  /** As in `PolicyFile`; empty when it is not given. */
  readonly prefix?: string;
  /** Whether the policy file's own patterns are used. */
  readonly ownPatterns: boolean;
}

/** The policy, with all that is wrong in settings and in the policy file. */
export function readPolicy({ settings, file, prefix = "", ownPatterns }: PolicySource): {
  readonly policy: Policy;
  readonly problems: readonly Problem[];
  readonly fileProblems: readonly Problem[];
} {
  const preferences = parsePreferences(settings);
  const own = file === undefined ? { value: NO_POLICY_FILE, problems: [] } : parsePolicyFile(file);
  return {
    policy: { ...preferences.value, file: { ...own.value, prefix, ...(!ownPatterns && { patterns: [] }) } },
    problems: preferences.problems,
    fileProblems: own.problems,
  };
}

/**
 * Reads raw settings values by their names below `keystow.`. A broken value is named in `problems`, and its
 * default holds.
 */
export function parsePreferences(raw: Readonly<Record<string, unknown>>): Checked<Preferences> {
  const problems: Problem[] = [];
  const note = (message: string): void => void problems.push({ message });
  const severity = { ...DEFAULT_PREFERENCES.severity };
  for (const [name, level] of Object.entries(asObject(raw["severity"]))) {
    if (!(name in severity)) note(`keystow.severity: "${name}" is not a confidence; there are high, medium and low.`);
    else if (!isLevel(level)) note(`keystow.severity.${name}: must be error, warning, information or off.`);
    else severity[name as Confidence] = level;
  }
  const disabled = strings(raw["rules.disabled"], "keystow.rules.disabled", note);
  for (const id of disabled) if (!ruleOf(id)) note(`keystow.rules.disabled: there is no rule "${id}".`);
  const envFile = raw["envFile"];
  if (envFile !== undefined && typeof envFile !== "string") note("keystow.envFile: must be a path.");
  const store = raw["store"];
  if (store !== undefined && !isStoreId(store)) note(`keystow.store: ${NO_STORE}`);
  const vault = raw["onePasswordVault"] ?? DEFAULT_VAULT;
  if (!isVaultName(vault))
    note("keystow.onePasswordVault: must be a vault's name of letters, digits and -_. or its id.");
  const size = raw["maxFileSize"] ?? DEFAULT_PREFERENCES.maxFileSize;
  const sizeHolds = typeof size === "number" && size > 0;
  if (!sizeHolds) note("keystow.maxFileSize: must be a number of bytes above 0.");
  return {
    value: {
      severity,
      disabled: new Set(disabled),
      patterns: patternsOf(raw["rules.custom"], "keystow.rules.custom", note),
      exclude: strings(raw["exclude"], "keystow.exclude", note),
      maxFileSize: sizeHolds ? size : DEFAULT_PREFERENCES.maxFileSize,
      ...(typeof envFile === "string" && envFile !== "" && { envFile }),
      ...(isStoreId(store) && { store }),
      ...(isVaultName(vault) && { vault }),
    },
    problems,
  };
}

const NO_STORE = `must be one of ${STORE_IDS.join(", ")}.`;

/** What the fix wants to know of a policy, with paths of the folder; the team's word goes before the person's. */
export function placesOf(policy: Policy): {
  readonly envFile?: string;
  readonly store?: StoreId;
  readonly vault?: string;
} {
  const envFile = teamsEnvFile(policy.file) ?? policy.envFile;
  const store = policy.file.store ?? policy.store;
  const { vault } = policy;
  return { ...(envFile !== undefined && { envFile }), ...(store && { store }), ...(vault !== undefined && { vault }) };
}

/** Leads out of the folder (`../`) where it is not in it. */
function teamsEnvFile({ envFile, prefix }: PolicyFile): string | undefined {
  if (envFile?.startsWith(prefix)) return envFile.slice(prefix.length);
  return envFile && prefix.replace(/[^/]+/g, "..") + envFile;
}

export interface Checked<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
}

/** Reads a `.keystow.json` (JSON with comments). Every broken entry is named with its place; the rest holds. */
export function parsePolicyFile(text: string): Checked<PolicyFile> {
  const problems: Problem[] = [];
  const errors: JsonProblem[] = [];
  const root = readJson(text, errors);
  for (const { message, offset } of errors) problems.push({ message, at: pointAt(text, offset) });
  if (root?.type !== "object") {
    if (errors.length === 0)
      problems.push({ message: "The policy file must hold one JSON object.", at: pointAt(text, 0) });
    return { value: NO_POLICY_FILE, problems };
  }
  const reader = new FileReader(text, problems);
  for (const property of root.children ?? []) reader.property(property);
  return { value: reader.policy(), problems };
}

/** Collects the entries of one policy file. */
class FileReader {
  readonly #rules = new Map<string, Level>();
  readonly #allow: Allowed[] = [];
  #patterns: readonly Rule[] = [];
  #exclude: readonly string[] = [];
  #envFile: string | undefined;
  #store: StoreId | undefined;

  constructor(
    private readonly text: string,
    private readonly problems: Problem[],
  ) {}

  policy(): PolicyFile {
    const envFile = this.#envFile;
    const store = this.#store;
    return {
      rules: this.#rules,
      patterns: this.#patterns,
      exclude: this.#exclude,
      allow: this.#allow,
      prefix: "",
      ...(envFile !== undefined && { envFile }),
      ...(store && { store }),
    };
  }

  property(property: Node): void {
    const [key, node] = property.children ?? [];
    if (!key || !node) return;
    const value: unknown = getNodeValue(node);
    const note = (message: string): void => this.#note(node, message);
    switch (key.value) {
      case "version":
        if (value !== 1) note("version must be 1: this Keystow reads no other.");
        break;
      case "rules":
        for (const entry of entries(node, note, "rules")) this.#rule(entry);
        break;
      case "patterns":
        this.#patterns = patternsOf(value, "patterns", note);
        break;
      case "exclude":
        this.#exclude = strings(value, "exclude", note);
        break;
      case "envFile":
        if (typeof value === "string") this.#envFile = value;
        else note("envFile must be a path.");
        break;
      case "store":
        if (isStoreId(value)) this.#store = value;
        else note(`store ${NO_STORE}`);
        break;
      case "allow":
        if (node.type !== "array") note("allow must be a list.");
        for (const item of node.type === "array" ? (node.children ?? []) : []) this.#allowed(item);
        break;
      case "$schema":
        break;
      default:
        this.#note(key, `"${String(key.value)}" is no entry of a policy file.`);
    }
  }

  #rule(entry: Node): void {
    const [key, node] = entry.children ?? [];
    if (!key || !node) return;
    const level: unknown = getNodeValue(node);
    if (!ruleOf(String(key.value))) this.#note(key, `there is no rule "${String(key.value)}".`);
    else if (!isLevel(level)) this.#note(node, "a rule's level is error, warning, information or off.");
    else this.#rules.set(String(key.value), level);
  }

  #allowed(node: Node): void {
    const { fingerprint, path, reason, expires } = asObject(getNodeValue(node));
    const broken =
      typeof fingerprint !== "string" || !/^k1:[0-9a-f]{32}$/.test(fingerprint)
        ? "an allowed finding needs its fingerprint, `k1:` and 32 hex characters."
        : typeof reason !== "string" || reason.trim() === ""
          ? "an allowed finding needs a reason."
          : expires !== undefined && (typeof expires !== "string" || !/^\d{4}-\d\d-\d\d$/.test(expires))
            ? "expires must be a day, written yyyy-mm-dd."
            : path !== undefined && typeof path !== "string"
              ? "path must be a glob."
              : undefined;
    if (broken !== undefined) this.#note(node, broken);
    else this.#allow.push({ fingerprint, reason, path, expires } as Allowed);
  }

  #note(node: Node, message: string): void {
    this.problems.push({ message, at: pointAt(this.text, node.offset) });
  }
}

function entries(node: Node, note: (message: string) => void, name: string): readonly Node[] {
  if (node.type === "object") return node.children ?? [];
  note(`${name} must be an object.`);
  return [];
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function isLevel(value: unknown): value is Level {
  return value === "off" || SEVERITIES.includes(value as Severity);
}

function strings(value: unknown, name: string, note: (message: string) => void): readonly string[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  note(`${name} must be a list of texts.`);
  return [];
}

function patternsOf(value: unknown, name: string, note: (message: string) => void): readonly Rule[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    note(`${name} must be a list of patterns.`);
    return [];
  }
  return value.flatMap((item: unknown, index) => {
    const made = customRule(asObject(item));
    if (typeof made !== "string") return [made];
    note(`${name}[${index}]: ${made}`);
    return [];
  });
}
