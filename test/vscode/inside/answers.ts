// A person who answers what Keystow asks, and hears all that it says.
import * as vscode from "vscode";

export interface Answers {
  /** For input boxes, in order. */
  readonly inputs?: readonly string[];
  /** For lists, in order: how the chosen item's label starts; several where many may be chosen. */
  readonly picks?: readonly (string | readonly string[])[];
  /** For dialogs that ask for a file, in order. */
  readonly files?: readonly vscode.Uri[];
  /** Pressed wherever a message offers it. */
  readonly buttons?: readonly string[];
}

/** What was asked and said, and the options of each input box. */
export interface Heard {
  readonly words: readonly string[];
  readonly inputs: readonly vscode.InputBoxOptions[];
  /** Addresses that were opened outside. */
  readonly opened: readonly string[];
}

type Patched = Record<string, unknown>;

/** Runs something while a person answers. Whatever is not answered is dismissed. */
export async function answering(answers: Answers, run: () => Thenable<unknown>): Promise<Heard> {
  const words: string[] = [];
  const inputs: vscode.InputBoxOptions[] = [];
  const opened: string[] = [];
  const left = {
    inputs: [...(answers.inputs ?? [])],
    picks: [...(answers.picks ?? [])],
    files: [...(answers.files ?? [])],
  };
  const message = (text: string, ...rest: readonly unknown[]): Promise<string | undefined> => {
    words.push(text, ...rest.filter((one) => typeof one === "string"));
    return Promise.resolve(answers.buttons?.find((button) => rest.includes(button)));
  };
  const patches: readonly (readonly [object: object, name: string, value: unknown])[] = [
    [vscode.window, "showInformationMessage", message],
    [vscode.window, "showWarningMessage", message],
    [vscode.window, "showErrorMessage", message],
    [
      vscode.window,
      "showInputBox",
      (options: vscode.InputBoxOptions) => {
        words.push(options.title ?? "", options.prompt ?? "", options.placeHolder ?? "", options.value ?? "");
        inputs.push(options);
        return Promise.resolve(left.inputs.shift());
      },
    ],
    [
      vscode.window,
      "showQuickPick",
      (given: readonly vscode.QuickPickItem[], options: vscode.QuickPickOptions = {}) => {
        const items = given;
        words.push(options.title ?? "", options.placeHolder ?? "");
        for (const { label, description, detail } of items) words.push(label, description ?? "", detail ?? "");
        const wanted = left.picks.shift();
        if (wanted === undefined) return Promise.resolve(undefined);
        const choose = (start: string) => items.find(({ label }) => label.startsWith(start));
        return Promise.resolve(typeof wanted === "string" ? choose(wanted) : wanted.map(choose));
      },
    ],
    [vscode.window, "showSaveDialog", () => Promise.resolve(left.files.shift())],
    [
      vscode.window,
      "showOpenDialog",
      () => {
        const file = left.files.shift();
        return Promise.resolve(file && [file]);
      },
    ],
    [
      vscode.env,
      "openExternal",
      (uri: vscode.Uri) => {
        opened.push(uri.toString(true));
        return Promise.resolve(true);
      },
    ],
  ];
  const before = patches.map(([object, name]) => (object as Patched)[name]);
  for (const [object, name, value] of patches) (object as Patched)[name] = value;
  try {
    await run();
    // Messages are shown after their command has ended, and their buttons act then.
    await new Promise((resolve) => setTimeout(resolve, 200));
  } finally {
    patches.forEach(([object, name], index) => ((object as Patched)[name] = before[index]));
  }
  return { words, inputs, opened };
}
