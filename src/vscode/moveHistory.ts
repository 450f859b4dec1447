// Undo and redo of a move, for the files beside the code. VS Code undoes a closed env file in memory alone, and leaves it
// out when it has changed since; here the disk is made to agree with what the code says.
import * as vscode from "vscode";
import { decodeText, encodingOf, type Finding, scanText } from "../core/index";
import { isThere } from "./fileEdits";
import type { LineChange } from "./lineChange";
import { guard, type Log, Trouble } from "./log";
import { documentOf, fileOf, whereabouts } from "./places";
import type { Settings } from "./settings";
import type { TextSwap } from "./textSwap";

/** A file beside the code that a move has written. */
export interface Companion {
  readonly uri: vscode.Uri;
  readonly created: boolean;
  readonly change: Pick<LineChange, "takenBack" | "putBack">;
}

/** A document that keys were moved out of. */
export interface MovedCode {
  readonly document: vscode.TextDocument;
  /** The findings that were moved. */
  readonly findings: readonly Finding[];
  /** What stands in their places now. */
  readonly references: readonly string[];
  /** Where nobody saw it in a tab: it was saved, and follows the others when they are undone. */
  readonly hidden?: TextSwap;
  /** Where the keys came by a paste: the document's text before it, without them. */
  readonly before?: string;
}

export interface Move {
  readonly code: readonly MovedCode[];
  readonly companions: readonly Companion[];
}

interface MadeCode extends Omit<MovedCode, "document"> {
  readonly uri: vscode.Uri;
  readonly counts: readonly number[];
}

/** A move that was made, and whether the code has it. */
interface Made {
  readonly code: readonly MadeCode[];
  readonly companions: readonly Companion[];
  done: boolean;
}

/** Whether a document has the references of a move, or its keys again, or is in between, or does not exist. */
type State = "moved" | "back" | "between" | "gone";

/** Moves that are remembered; undoing so far back is rare. */
const MANY = 50;
/** Milliseconds between two looks at what VS Code brings back by itself, and after which it has left a file out. */
const SETTLE = 60;
const PATIENCE = 600;
/**
 * Milliseconds between two saves of a file. VS Code looks at a file again when it hears of the first, and takes what it read
 * before the second for what the second has left.
 */
const CALM = 1000;
/** Times that a save is tried, and after which VS Code is no longer asked whether there is something to save. */
const SAVES = 40;
const ASKED = 5;

export class MoveHistory implements vscode.Disposable {
  #made: readonly Made[] = [];
  /** When a file was last saved for a move. */
  readonly #saved = new Map<string, number>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listener: vscode.Disposable;
  #following: Promise<void> = Promise.resolve();

  constructor(
    private readonly settings: Settings,
    log: Log,
  ) {
    const followOnce = guard(log, "undo in the env file too", (document: vscode.TextDocument) =>
      this.#follow(document),
    );
    // One after the other: undo and redo in quick succession must not work on the same files at once.
    const follow = (document: vscode.TextDocument): Promise<void> =>
      (this.#following = this.#following.then(() => followOnce(document)));
    this.#listener = vscode.workspace.onDidChangeTextDocument(({ document, reason }) => {
      const uri = document.uri.toString();
      if (reason === undefined || !this.#made.some((move) => codeOf(move, uri))) return;
      clearTimeout(this.#timers.get(uri));
      this.#timers.set(
        uri,
        setTimeout(() => void follow(document), SETTLE),
      );
    });
  }

  dispose(): void {
    this.#listener.dispose();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  /** Remembers a move that has just been applied. */
  remember({ code, companions }: Move): void {
    const made: Made = {
      code: code.map(({ document, ...rest }) => {
        const text = document.getText();
        return { ...rest, uri: document.uri, counts: rest.references.map((reference) => countIn(text, reference)) };
      }),
      companions,
      done: true,
    };
    this.#made = [...this.#made, made].slice(-MANY);
    const saved = [...companions, ...made.code.filter(({ hidden }) => hidden)];
    for (const { uri } of saved) this.#saved.set(uri.toString(), Date.now());
  }

  /** Looks which moves the code has by now, and lets the files beside it follow. */
  async #follow(document: vscode.TextDocument): Promise<void> {
    const uri = document.uri.toString();
    for (const move of this.#made) {
      const own = codeOf(move, uri);
      if (!own) continue;
      const states = await this.#statesOf(move.code.filter((one) => one === own || !one.hidden));
      const moved = states.includes("moved");
      const back = states.every((one) => one === "back");
      if (move.done ? !back : !moved) continue;
      move.done = moved;
      const follow = (companion: Companion): Promise<void> =>
        this.#calmly(companion.uri, () => (moved ? putBack(companion) : takeBack(companion)));
      for (const { uri, hidden } of move.code) if (hidden) await follow({ uri, created: false, change: hidden });
      // An entry stays as long as any code reads it: a file that was changed since does not follow.
      if (!moved && (await this.#statesOf(move.code)).includes("moved")) continue;
      for (const companion of move.companions) await follow(companion);
    }
  }

  async #statesOf(code: readonly MadeCode[]): Promise<readonly State[]> {
    return (await Promise.all(code.map((one) => this.#stateOf(one)))).filter((one) => one !== "gone");
  }

  async #stateOf({ uri, findings, references, counts, before }: MadeCode): Promise<State> {
    const open = documentOf(uri);
    const text = open?.getText() ?? (await textOnDisk(uri));
    if (text === undefined) return "gone";
    if (
      references.length > 0 &&
      references.every((reference, index) => countIn(text, reference) >= (counts[index] ?? 0))
    )
      return "moved";
    if (text === before) return "back";
    const file = open ? fileOf(open) : uri;
    const { policy } = await this.settings.known(file);
    const scanned = scanText(text, whereabouts(file), policy);
    const present = new Set([...scanned.findings, ...scanned.suppressed].map(({ fingerprint }) => fingerprint));
    // Where keys were replaced by nothing, that they are gone tells that they were moved.
    const gone = references.length === 0 && !findings.some(({ fingerprint }) => present.has(fingerprint));
    if (gone) return "moved";
    return findings.every(({ fingerprint }) => present.has(fingerprint)) ? "back" : "between";
  }

  /** Saves a file for a move, not too soon after the last time. */
  async #calmly(uri: vscode.Uri, saving: () => Promise<void>): Promise<void> {
    const file = uri.toString();
    await pause(Math.max(0, (this.#saved.get(file) ?? 0) + CALM - Date.now()));
    await saving();
    this.#saved.set(file, Date.now());
  }
}

function codeOf({ code }: Made, uri: string): MadeCode | undefined {
  return code.find((one) => one.uri.toString() === uri);
}

async function takeBack(companion: Companion): Promise<void> {
  const { uri, created, change } = companion;
  const isRight = (text: string): boolean => change.takenBack(text) === undefined;
  // VS Code deletes a file that was made, after it has emptied it: whoever saves in between stops that.
  const exists = await settled(uri, (text) => text === undefined || (!created && isRight(text)));
  const document = exists && (await open(uri));
  if (!document) return;
  await replaceText(document, change.takenBack(document.getText()));
  await save(document, (text) => change.takenBack(text));
  if (created && document.getText().trim() === "") await vscode.workspace.fs.delete(uri);
}

async function putBack({ uri, change }: Companion): Promise<void> {
  const exists = await settled(uri, (text) => text !== undefined && change.putBack(text) === undefined);
  const document = exists && (await open(uri));
  if (!document) {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(change.putBack("") ?? ""));
    return;
  }
  await replaceText(document, change.putBack(document.getText()));
  await save(document, (text) => change.putBack(text));
}

/**
 * Waits until VS Code's own undo or redo has come to a file's text, or has had the time to: an edit of ours before it, or
 * just opening the file, would spoil it. The text is the editor's where it holds one. Says whether there is a file.
 */
async function settled(uri: vscode.Uri, isRight: (text: string | undefined) => boolean): Promise<boolean> {
  for (let waited = 0; ; waited += SETTLE) {
    const onDisk = await isThere(uri);
    const text = onDisk ? (documentOf(uri)?.getText() ?? (await textOnDisk(uri)) ?? "") : undefined;
    if (isRight(text) || waited >= PATIENCE) return onDisk;
    await pause();
  }
}

/** The document of a file; undefined when the file has just been deleted. */
async function open(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    if (await isThere(uri)) throw error;
    return undefined;
  }
}

function pause(time = SETTLE): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}

/**
 * Saves until the disk has the text: right after an undo VS Code may not know yet that there is something to save. It may
 * never know, when its save before had not quite ended; the change is then made in the file itself.
 */
async function save(document: vscode.TextDocument, change: (text: string) => string | undefined): Promise<void> {
  for (let tries = 0; tries < SAVES; tries++) {
    await document.save();
    if ((await textOnDisk(document.uri)) === document.getText()) return;
    if (document.isClosed || (tries >= ASKED && !document.isDirty)) return changeOnDisk(document.uri, change);
    await pause();
  }
  const name = vscode.workspace.asRelativePath(document.uri);
  throw new Trouble(`${name} could not be saved. Look at it and save it yourself: programs read it from disk.`);
}

/** Changes a file itself, past the editor. What is not UTF-8 is left alone: its encoding is one that only the editor knows. */
async function changeOnDisk(uri: vscode.Uri, change: (text: string) => string | undefined): Promise<void> {
  const bytes = (await isThere(uri)) && (await vscode.workspace.fs.readFile(uri));
  if (!bytes || encodingOf(bytes) !== "utf-8") return;
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const next = text.includes("�") ? undefined : change(text);
  if (next !== undefined) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(next));
}

async function textOnDisk(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    const encoding = encodingOf(bytes);
    return encoding && decodeText(bytes, encoding);
  } catch {
    return undefined; // It has just been deleted, or cannot be read: saving says what is wrong.
  }
}

/** Replaces what differs, so that cursors elsewhere stay. */
async function replaceText(document: vscode.TextDocument, next: string | undefined): Promise<void> {
  if (next === undefined) return;
  const text = document.getText();
  let start = 0;
  while (start < text.length && text[start] === next[start]) start += 1;
  let end = 0;
  while (end < text.length - start && end < next.length - start && text.at(-1 - end) === next.at(-1 - end)) end += 1;
  const range = new vscode.Range(document.positionAt(start), document.positionAt(text.length - end));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, next.slice(start, next.length - end));
  await vscode.workspace.applyEdit(edit);
}

function countIn(text: string, part: string): number {
  return text.split(part).length - 1;
}
