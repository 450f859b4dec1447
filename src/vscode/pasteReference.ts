// Pasting a text with a key: the paste menu offers to paste a reference, with the key in the env file, in one edit.
import * as vscode from "vscode";
import {
  chainedEdits,
  editedText,
  type Finding,
  isEnvFileBy,
  isExcluded,
  type ResolvedEdit,
  scanText,
  type StoreId,
} from "../core/index";
import { remember, saveMoved } from "./applyFix";
import { eolOf } from "./convert";
import { oneEdit } from "./fileEdits";
import { PLAIN_KEY_PASTED } from "../manifest";
import { guard, type Log } from "./log";
import type { MoveHistory } from "./moveHistory";
import { fileOf, isWritten, pathOf, rootOf, whereabouts } from "./places";
import { filesOf, type FolderPlan, type PlacedFile, type PlanDependencies, planMoves } from "./planMoves";

/** As users name it in `editor.pasteAs.preferences`. */
export const REFERENCE = vscode.DocumentDropOrPasteEditKind.Empty.append("keystow", "envReference");

/** A paste is one edit, and nothing can be asked or started for it. */
const NOT_AT_PASTE: ReadonlyMap<StoreId, string> = new Map([
  ["1password", "A paste cannot ask for an item of 1Password."],
  ["user-secrets", "A paste cannot start dotnet."],
]);

const TITLE = "Paste as env reference";
/** Characters beyond which a pasted text is left alone. */
const LONGEST = 50_000;
/** No key is shorter. */
const KEY_LIKE = /[\w+/=.:~-]{16}/;
/** Times, and milliseconds in between, that the files are looked at until they have what was pasted. */
const LOOKS = 60;
const PAUSE = 50;

interface Dependencies extends PlanDependencies {
  readonly history: MoveHistory;
  readonly log: Log;
}

export function registerPasteReference(dependencies: Dependencies): vscode.Disposable {
  const disposables: { dispose(): unknown }[] = [];
  const register = (): void => {
    const provider = new PasteReference(dependencies);
    const metadata = { providedPasteEditKinds: [REFERENCE], pasteMimeTypes: ["text/plain"] };
    disposables.push(provider, vscode.languages.registerDocumentPasteEditProvider("*", provider, metadata));
  };
  // Of two that are as good VS Code takes the younger, and its own, for plain text, starts with the first editor. The
  // setting that makes the reference the default has to win.
  if (vscode.window.visibleTextEditors.length > 0) register();
  else {
    const first = vscode.window.onDidChangeVisibleTextEditors(() => {
      first.dispose();
      register();
    });
    disposables.push(first);
  }
  return new vscode.Disposable(() => {
    for (const one of disposables) one.dispose();
  });
}

/** The text is in a private field: it holds a key. */
class ReferenceEdit extends vscode.DocumentPasteEdit {
  readonly #text: string;

  constructor(
    readonly document: vscode.TextDocument,
    readonly range: vscode.Range,
    text: string,
  ) {
    // VS Code undoes both files only when both edits are additional ones.
    super("", TITLE, REFERENCE);
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }
}

type PasteArguments = Parameters<Required<vscode.DocumentPasteEditProvider>["provideDocumentPasteEdits"]>;

/** What a paste as reference writes; filled in now, or when the person has chosen it. */
interface PastePlan {
  readonly folders: readonly FolderPlan[];
  /** Edits of the document as it would be with the plain text. */
  readonly files: readonly PlacedFile[];
  /** The document as it is, and its edits. */
  readonly before: string;
  readonly edit: vscode.WorkspaceEdit;
}

class PasteReference implements vscode.DocumentPasteEditProvider<ReferenceEdit>, vscode.Disposable {
  #pending: PastePlan | undefined;
  readonly #listener: vscode.Disposable;

  constructor(private readonly dependencies: Dependencies) {
    const finish = guard(dependencies.log, "save what was pasted", (plan: PastePlan) => this.#finish(plan));
    const seen = ({ uri }: vscode.TextDocument): void => {
      const plan = this.#pending;
      if (!plan?.files.some((file) => !file.source && file.uri.toString() === uri.toString())) return;
      this.#pending = undefined;
      void finish(plan);
    };
    this.#listener = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(seen),
      vscode.workspace.onDidChangeTextDocument(({ document }) => seen(document)),
    );
  }

  dispose(): void {
    this.#listener.dispose();
  }

  async provideDocumentPasteEdits(...asked: PasteArguments): Promise<ReferenceEdit[] | undefined> {
    const edit = await this.#offer(...asked);
    // While its button is shown Ctrl+. is VS Code's menu of forms, plain text first. Beside a key it stays the quick fix.
    void vscode.commands.executeCommand("setContext", PLAIN_KEY_PASTED, edit?.yieldTo !== undefined);
    return edit && [edit];
  }

  async #offer(...[document, ranges, data, context, token]: PasteArguments): Promise<ReferenceEdit | undefined> {
    const [range] = ranges;
    const isOver = (): boolean => token.isCancellationRequested;
    const file = fileOf(document);
    const scope = this.dependencies.settings.of(file);
    const asked = !context.only || context.only.contains(REFERENCE);
    // With several cursors VS Code may spread the lines over them, and then nobody knows what goes where.
    if (!asked || !range || ranges.length > 1 || !scope?.enabled || !isWritten(document) || !rootOf(file))
      return undefined;
    const { policy, pasteAsReference } = scope;
    const path = pathOf(file);
    if (isExcluded(path, policy) || isEnvFileBy(path, policy)) return undefined;
    const text = await data.get("text/plain")?.asString();
    if (text === undefined || isOver() || !mayBePasted(text, range)) return undefined;
    const edit = new ReferenceEdit(document, range, text);
    if (!(await this.#plan(edit)) || isOver()) return undefined;
    if (!pasteAsReference) edit.yieldTo = [vscode.DocumentDropOrPasteEditKind.Text];
    return edit;
  }

  /** Planned once more: between the offer and the choice somebody may have changed a file. */
  async resolveDocumentPasteEdit(edit: ReferenceEdit): Promise<ReferenceEdit> {
    const plan = await this.#plan(edit);
    if (plan) edit.additionalEdit = plan.edit;
    // Nothing that is pasted may get lost.
    else edit.insertText = edit.text;
    this.#pending = plan;
    return edit;
  }

  /** What to write instead of a text; undefined when it brings no key, or one that has to stay in it. */
  async #plan({ document, range, text }: ReferenceEdit): Promise<PastePlan | undefined> {
    const { policy } = await this.dependencies.settings.known(fileOf(document));
    const before = document.getText();
    if (before.length > policy.maxFileSize) return undefined;
    const pasted = text.replace(/\r\n|\r|\n/g, eolOf(document));
    const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    const after = before.slice(0, start) + pasted + before.slice(end);
    const isPasted = ({ span }: Finding): boolean =>
      start <= span.start.offset && span.end.offset <= start + pasted.length;
    const findings = scanText(after, whereabouts(fileOf(document)), policy).findings.filter(isPasted);
    if (findings.length === 0) return undefined;
    const { version } = document;
    const folders = await planMoves([{ document, findings, text: after }], this.dependencies, NOT_AT_PASTE);
    if (document.version !== version || folders.some(({ plan }) => plan.steps.length === 0 || plan.left.length > 0))
      return undefined;
    const files = filesOf(folders);
    const point = (at: vscode.Position): ResolvedEdit["span"]["start"] => ({
      offset: document.offsetAt(at),
      line: at.line,
      column: at.character,
    });
    const paste: ResolvedEdit = { span: { start: point(range.start), end: point(range.end) }, text: pasted };
    const edit = oneEdit(
      files.map((file) => (file.source ? { ...file, edits: chainedEdits(before, [paste], file.edits) } : file)),
    );
    return { folders, files, before, edit };
  }

  /** Saves the files beside the code once they have what was pasted: programs read them from disk. */
  async #finish({ folders, files, before }: PastePlan): Promise<void> {
    const expected = files.map((file) => ({ uri: file.uri.toString(), text: editedText(file.before, file.edits) }));
    for (let look = 0; look < LOOKS; look++) {
      const texts = new Map(vscode.workspace.textDocuments.map((one) => [one.uri.toString(), one]));
      if (expected.every(({ uri, text }) => texts.get(uri)?.getText() === text)) {
        remember(folders, files, { history: this.dependencies.history, pastedInto: before });
        return saveMoved(files.filter(({ source }) => !source));
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}

/** Whether a text is worth a look. A whole line, copied without a selection, is pasted above the cursor's. */
function mayBePasted(text: string, range: vscode.Range): boolean {
  const isLine = /^[^\r\n]*(?:\r\n|\r|\n)$/.test(text) && range.isEmpty && range.start.character > 0;
  return text.length <= LONGEST && !isLine && KEY_LIKE.test(text);
}
