import * as vscode from "vscode";
import { type Finding, looksLike, type Policy, quoteFor, Rotation, ruleOf } from "../../core/index";
import { keyName } from "../convert";
import type { Diagnostics } from "../diagnostics";
import { envFilesOfWorkspace, isEnvFileHere } from "../envFiles";
import { applyTogether, type FileEdits, saveAll } from "../fileEdits";
import { readText } from "../gatherFix";
import { Trouble } from "../log";
import { fileOf } from "../places";
import type { Settings } from "../settings";
import { placeOf, type Target, targetFor } from "./target";

const nameOf = (uri: vscode.Uri): string => vscode.workspace.asRelativePath(uri);
const listed = (uris: readonly vscode.Uri[]): string => uris.map(nameOf).join(", ");

export interface RotateDependencies {
  readonly diagnostics: Diagnostics;
  readonly settings: Settings;
  /** Moves the key at a place. */
  readonly move: (place: unknown) => Promise<void>;
}

/** Takes a new key once, and puts it in place of the old one in every env file of the workspace. */
export class Rotate {
  constructor(private readonly dependencies: RotateDependencies) {}

  async run(argument: unknown): Promise<void> {
    const { diagnostics, settings } = this.dependencies;
    const target = await targetFor(argument, diagnostics, { suppressed: true });
    const { document, finding } = target;
    const rotation = Rotation.of(document.getText(), finding);
    if (!rotation) throw new Trouble("The text has changed since it was scanned. Try again.");
    if (!(await this.#isClear(target, rotation))) return;
    const { holders, unread } = await this.#holdersOf(rotation, document);
    if (holders.length === 0) throw new Trouble(`No env file holds this ${keyName(finding)} any more.`);
    const { policy } = await settings.known(fileOf(document));
    const next = await askForKey({ finding, rotation, holders, policy });
    if (next === undefined) return;
    await replace(rotation, holders, next);
    this.#conclude(finding, holders, unread);
  }

  /** Whether there is something to rotate in env files, and the person knows of what is in code. */
  async #isClear(target: Target, rotation: Rotation): Promise<boolean> {
    const { document, finding } = target;
    const { diagnostics, move, settings } = this.dependencies;
    const inCode = !(await isEnvFileHere(fileOf(document), settings));
    const place = placeOf(document, finding);
    const { holders } = await this.#holdersOf(rotation, document);
    if (holders.length === 0)
      throw new Trouble(
        `No env file of this workspace holds this ${keyName(finding)}, so there is nothing to rotate. Move it to one first.`,
        ...(inCode ? [{ label: "Move Key", run: () => move(place) }] : []),
      );
    const files = inCodeBeside(holders, diagnostics.filesInCode(finding.fingerprint));
    if (files.length === 0) return true;
    const moveFirst = "Move It First";
    const goOn = "Rotate in Env Files Only";
    const choice = await vscode.window.showWarningMessage(
      `This ${keyName(finding)} is in code as well, which would go on using the old key: ${listed(files)}.`,
      { modal: true },
      ...(inCode ? [moveFirst] : []),
      goOn,
    );
    if (choice === moveFirst) await move(place);
    return choice !== undefined;
  }

  async #holdersOf(rotation: Rotation, document: vscode.TextDocument): Promise<Holders> {
    const { settings } = this.dependencies;
    const own = fileOf(document);
    const all = await envFilesOfWorkspace(settings);
    const isListed = all.some((uri) => uri.toString() === own.toString());
    const files = !isListed && (await isEnvFileHere(own, settings)) ? [...all, own] : all;
    const holders: vscode.Uri[] = [];
    const unread: string[] = [];
    for (const uri of files) {
      const found = await readText(uri);
      const holds = found?.text !== undefined && rotation.isIn({ path: uri.path, text: found.text });
      if (found?.blocked !== undefined && (holds || found.text === undefined))
        unread.push(`${nameOf(uri)} ${found.blocked}`);
      else if (holds) holders.push(uri);
    }
    return { holders, unread };
  }

  #conclude(finding: Finding, holders: readonly vscode.Uri[], unread: readonly string[]): void {
    const revokeUrl = ruleOf(finding.ruleId)?.revokeUrl;
    const revoke = `Revoke at ${finding.vendor}`;
    const inCode = inCodeBeside(holders, this.dependencies.diagnostics.filesInCode(finding.fingerprint));
    const words = [
      `Replaced the old ${keyName(finding)} in ${listed(holders)}.`,
      ...(inCode.length > 0 ? [`The old one is still in code: ${listed(inCode)}.`] : []),
      ...unread.map((one) => `Not changed: ${one}.`),
      "Revoke the old key only when the new one works.",
    ];
    // Not awaited: the command is over, whatever becomes of the message.
    void vscode.window.showInformationMessage(words.join(" "), ...(revokeUrl ? [revoke] : [])).then((choice) => {
      if (choice && revokeUrl) void vscode.env.openExternal(vscode.Uri.parse(revokeUrl, true));
    });
  }
}

/** Files with the key that are none of the env files. */
function inCodeBeside(holders: readonly vscode.Uri[], files: readonly vscode.Uri[]): readonly vscode.Uri[] {
  return files.filter((file) => !holders.some((holder) => holder.toString() === file.toString()));
}

interface Holders {
  readonly holders: readonly vscode.Uri[];
  /** Files that may hold it too and cannot be changed, with the reason. */
  readonly unread: readonly string[];
}

/** The new key, from one masked input; undefined when the person gives it up. */
async function askForKey(given: {
  readonly finding: Finding;
  readonly rotation: Rotation;
  readonly holders: readonly vscode.Uri[];
  readonly policy: Policy;
}): Promise<string | undefined> {
  const { finding, rotation, holders, policy } = given;
  const whyNot = (text: string): string | undefined => {
    const value = text.trim();
    if (value === "") return "Paste the new key.";
    if (rotation.isOld(value)) return "This is the old key.";
    return quoteFor(value) === undefined ? "An env file cannot hold this value on one line." : undefined;
  };
  const text = await vscode.window.showInputBox({
    title: `Rotate ${keyName(finding)}`,
    prompt: `The new key. It is written to ${listed(holders)} and nowhere else.`,
    password: true,
    ignoreFocusOut: true,
    validateInput: whyNot,
  });
  if (text === undefined) return undefined;
  const reason = whyNot(text);
  if (reason !== undefined) throw new Trouble(`Nothing was rotated. ${reason}`);
  const next = text.trim();
  if (looksLike(finding.ruleId, next, policy)) return next;
  const use = "Use It";
  const words = `This does not look like a key of the same kind (${keyName(finding)}). Use it all the same?`;
  return (await vscode.window.showWarningMessage(words, { modal: true }, use)) === use ? next : undefined;
}

async function replace(rotation: Rotation, holders: readonly vscode.Uri[], next: string): Promise<void> {
  const documents: vscode.TextDocument[] = [];
  for (const uri of holders) documents.push(await vscode.workspace.openTextDocument(uri));
  // From here to applyEdit nothing waits, so the texts are those that the edits fit.
  const files = documents.map((document): FileEdits => {
    const edits = rotation.editsFor({ path: document.uri.path, text: document.getText() }, next);
    if ("refused" in edits) throw new Trouble(`${nameOf(document.uri)}: ${edits.refused}`);
    return { uri: document.uri, create: false, edits };
  });
  if (!(await applyTogether(files)))
    throw new Trouble("VS Code did not take the edit, so nothing was rotated. Try again.");
  const unsaved = await saveAll(holders);
  if (unsaved) throw new Trouble(`The key was replaced, but ${nameOf(unsaved)} could not be saved. Save it yourself.`);
}
