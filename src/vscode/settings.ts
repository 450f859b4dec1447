// What person and team want, by folder: VS Code's settings and the folder's policy file, checked and made into one
// policy. The only caller of getConfiguration. What is broken is told; the rest holds.
import * as vscode from "vscode";
import { type Hiding, type Policy, POLICY_FILE, type PolicySource, type Problem, readPolicy } from "../core/index";
import { type SettingName, SETTINGS } from "../manifest";
import { toPosition } from "./convert";
import type { Log } from "./log";
import { folderOf } from "./places";
import { type Around, foldersInRepository, readPolicyFile, type TeamsPolicy } from "./policyFiles";

/** What holds in one folder, or outside of all. */
export interface Scope {
  readonly enabled: boolean;
  /** Whether a pasted key becomes a reference without being asked. */
  readonly pasteAsReference: boolean;
  /** The same object until something changes. */
  readonly policy: Policy;
}

/** The same, with what a scan of files wants to know. */
export interface FolderScope extends Scope {
  /** What the policy was read from, for threads, which read it again. */
  readonly source: PolicySource;
  /** What VS Code hides in its lists of files, and scans leave out. */
  readonly hiding: readonly Hiding[];
}

export type Consent = "always" | "never";

export interface OutsideSettings {
  readonly network: "ask" | "never";
  /** By step, or by step and receiver. */
  readonly consent: Readonly<Record<string, Consent>>;
  /** Other addresses, by host. */
  readonly endpoints: Readonly<Record<string, string>>;
}

export class Settings implements vscode.Disposable {
  readonly #scopes = new Map<string, FolderScope>();
  readonly #changed = new vscode.EventEmitter<ReadonlySet<FolderScope>>();
  readonly #policyProblems = vscode.languages.createDiagnosticCollection("keystow-policy");
  readonly #disposables: readonly { dispose(): unknown }[];
  /** By folder. */
  readonly #watchers = new Map<string, vscode.Disposable>();
  #toldProblems = "";
  /** Counts the readings; a reading that has been overtaken is dropped. */
  #reading = 0;
  #latest: Promise<void> | undefined;

  /** Fires after a reading, with the scopes that are different or known for the first time. */
  readonly onDidChange = this.#changed.event;

  constructor(private readonly log: Log) {
    const readAll = (): void => this.#readAgain();
    this.#disposables = [
      this.#changed,
      this.#policyProblems,
      vscode.workspace.onDidChangeConfiguration(
        (event) => SOURCES.some((name) => event.affectsConfiguration(name)) && readAll(),
      ),
      vscode.workspace.onDidChangeWorkspaceFolders(readAll),
      vscode.workspace.onDidGrantWorkspaceTrust(readAll),
      // VS Code's watcher tells of it too, but late: who allows a key and scans anew must not see it again.
      vscode.workspace.onDidSaveTextDocument(({ uri }) => uri.path.endsWith(`/${POLICY_FILE}`) && readAll()),
    ];
    readAll();
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables, ...this.#watchers.values()).dispose();
  }

  /** What holds for a file. Undefined while its folder's policy is being read; `onDidChange` says when it is known. */
  of(file: vscode.Uri): FolderScope | undefined {
    return this.#scopes.get(keyOf(folderOf(file)));
  }

  /** What holds for a file, once its folder's policy has been read, and what has changed since. */
  async known(file: vscode.Uri): Promise<FolderScope> {
    for (let reading: Promise<void> | undefined; reading !== this.#latest;) await (reading = this.#latest);
    for (;;) {
      const scope = this.of(file);
      if (scope) return scope;
      await new Promise<void>((resolve) => {
        const listener = this.onDidChange(() => {
          listener.dispose();
          resolve();
        });
      });
    }
  }

  /** What the person allows the publication check to ask of others. No folder has a say in it. */
  outside(): OutsideSettings {
    const configuration = vscode.workspace.getConfiguration("keystow");
    return {
      network: configuration.get("network") === "never" ? "never" : "ask",
      consent: texts(configuration.get("consent"), isConsent),
      endpoints: texts(configuration.get("endpoints"), (url): url is string => URL.canParse(url)),
    };
  }

  /** Writes a consent or a refusal into the person's own settings. */
  async rememberConsent(keys: readonly string[], answer: Consent): Promise<void> {
    const configuration = vscode.workspace.getConfiguration("keystow");
    const consent = { ...this.outside().consent, ...Object.fromEntries(keys.map((key) => [key, answer])) };
    await configuration.update("consent", consent, vscode.ConfigurationTarget.Global);
  }

  /** Hears of the policy files of just these folders. */
  #watch(folders: readonly vscode.Uri[]): void {
    const wanted = new Map(folders.map((folder) => [folder.toString(), folder]));
    for (const [key, watcher] of this.#watchers) if (!wanted.has(key) && this.#watchers.delete(key)) watcher.dispose();
    for (const [key, folder] of wanted) {
      if (this.#watchers.has(key)) continue;
      const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, POLICY_FILE));
      const heard = [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete].map((on) =>
        on(() => this.#readAgain()),
      );
      this.#watchers.set(key, vscode.Disposable.from(watcher, ...heard));
    }
  }

  #readAgain(): void {
    this.#latest = this.#readAll();
  }

  async #readAll(): Promise<void> {
    const reading = ++this.#reading;
    const folders = vscode.workspace.workspaceFolders ?? [];
    const around = await Promise.all(folders.map(({ uri }) => foldersInRepository(uri)));
    if (reading !== this.#reading) return;
    this.#watch(around.flat());
    const ofFolders = folders.map((folder, index) => readScope(folder, around[index]));
    const read = await Promise.all([readScope(), ...ofFolders]);
    if (reading !== this.#reading) return;
    const before = new Map(this.#scopes);
    const changed = new Set<FolderScope>();
    this.#scopes.clear();
    this.#policyProblems.clear();
    for (const { folder, scope, policyFile, policyProblems } of read) {
      const known = before.get(keyOf(folder));
      const now = known && saysTheSame(known, scope) ? known : scope;
      this.#scopes.set(keyOf(folder), now);
      if (now !== known) changed.add(now);
      if (policyFile) this.#policyProblems.set(policyFile, policyProblems.map(toDiagnostic));
    }
    this.#tell([...new Set(read.flatMap(({ problems }) => problems.map(({ message }) => message)))]);
    this.#changed.fire(changed);
  }

  /** One message for all that is broken, and none when nothing new is. */
  #tell(problems: readonly string[]): void {
    const told = problems.join("\n");
    if (told === this.#toldProblems) return;
    this.#toldProblems = told;
    if (problems.length === 0) return;
    for (const problem of problems) this.log.warn(problem);
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more, see the log)` : "";
    void vscode.window
      .showWarningMessage(
        `Keystow leaves out a setting that it does not understand. ${problems[0]}${more}`,
        "Open Settings",
      )
      .then((choice) => choice && vscode.commands.executeCommand("workbench.action.openSettings", "keystow"));
  }
}

interface Reading {
  readonly folder: vscode.WorkspaceFolder | undefined;
  readonly scope: FolderScope;
  readonly problems: readonly Problem[];
  readonly policyFile?: vscode.Uri;
  readonly policyProblems: readonly Problem[];
}

/** The settings that a scope is made of. */
const SOURCES = ["keystow", "files.exclude"];

async function readScope(folder?: vscode.WorkspaceFolder, around?: Around): Promise<Reading> {
  const configuration = vscode.workspace.getConfiguration("keystow", folder?.uri ?? null);
  const names = Object.keys(SETTINGS) as SettingName[];
  const raw = Object.fromEntries(names.map((name) => [name, plain(configuration.get<unknown>(name))]));
  const team: TeamsPolicy = around ? await readPolicyFile(around) : {};
  // In Restricted Mode a workspace's own patterns do not run.
  const source: PolicySource = { settings: raw, ownPatterns: vscode.workspace.isTrusted, ...team.source };
  const { policy, problems, fileProblems } = readPolicy(source);
  return {
    folder,
    scope: {
      enabled: raw["enable"] !== false,
      pasteAsReference: raw["paste.asReference"] === true,
      policy,
      source,
      hiding: hidings(vscode.workspace.getConfiguration("files", folder?.uri ?? null).get<unknown>("exclude")),
    },
    problems,
    ...(team.file && { policyFile: team.file }),
    policyProblems: team.problem ? [team.problem] : fileProblems,
  };
}

/** Policies are made of the same source and nothing else. */
function saysTheSame(one: FolderScope, other: FolderScope): boolean {
  const [said, says] = [one, other].map((scope) => JSON.stringify({ ...scope, policy: undefined }));
  return said === says;
}

/** What VS Code gives is guarded against changes in a way that threads cannot be sent. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}

/** `{"dist": true, "**\/*.js": {"when": "$(basename).ts"}}`. */
function hidings(exclude: unknown): readonly Hiding[] {
  const entries = Object.entries(typeof exclude === "object" && exclude !== null ? exclude : {}) as [string, unknown][];
  return entries.flatMap(([glob, how]): readonly Hiding[] => {
    if (how === true) return [{ glob }];
    const beside = typeof how === "object" && how !== null && "when" in how ? how.when : undefined;
    return typeof beside === "string" ? [{ glob, beside }] : [];
  });
}

/** What a scan from a folder goes by, where its settings are known: outside of the workspace by the policy file that is there. */
export async function scopeAt(folder: vscode.Uri, scope: FolderScope): Promise<FolderScope> {
  return folderOf(folder) ? scope : scopeIn(folder, scope);
}

/** What holds in any folder: what the person wants in another one, and the policy file that is there. */
export async function scopeIn(folder: vscode.Uri, scope: FolderScope): Promise<FolderScope> {
  const { settings, ownPatterns } = scope.source;
  const source = { settings, ownPatterns, ...(await readPolicyFile(await foldersInRepository(folder))).source };
  return { ...scope, source, policy: readPolicy(source).policy };
}

function keyOf(folder: vscode.WorkspaceFolder | undefined): string {
  return folder?.uri.toString() ?? "";
}

function isConsent(value: string): value is Consent {
  return value === "always" || value === "never";
}

/** The entries of a setting that are what they should be. */
function texts<Text extends string>(
  value: unknown,
  holds: (text: string) => text is Text,
): Readonly<Record<string, Text>> {
  const entries = Object.entries(typeof value === "object" && value !== null ? value : {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, Text] => typeof entry[1] === "string" && holds(entry[1])),
  );
}

function toDiagnostic({ message, at }: Problem): vscode.Diagnostic {
  const start = at ? toPosition(at) : new vscode.Position(0, 0);
  const diagnostic = new vscode.Diagnostic(new vscode.Range(start, start.translate(0, 1)), message);
  diagnostic.severity = vscode.DiagnosticSeverity.Warning;
  diagnostic.source = "Keystow";
  return diagnostic;
}
