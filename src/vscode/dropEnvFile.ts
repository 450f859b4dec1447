// Dropping an env file on code: beside its path, VS Code offers a reference to each of its variables. Names are shown, no value.
import * as vscode from "vscode";
import { isEnvFile, namesInEnv, planReference } from "../core/index";
import { toRange } from "./convert";
import { gatherFix, readText } from "./gatherFix";
import { REFERENCE } from "./pasteReference";
import { fileOf, isWritten, pathOf, rootOf } from "./places";
import type { PlanDependencies } from "./planMoves";

/** Variables that are offered. */
const MANY = 10;

export function registerDropEnvFile(dependencies: PlanDependencies): vscode.Disposable {
  const provider: vscode.DocumentDropEditProvider = {
    async provideDocumentDropEdits(document, position, data, token) {
      const list = (await data.get("text/uri-list")?.asString()) ?? "";
      const uris = list.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
      const [env] = uris.map((line) => vscode.Uri.parse(line));
      if (!env || uris.length > 1 || token.isCancellationRequested) return undefined;
      return editsFor(document, position, { env, dependencies });
    },
  };
  return vscode.languages.registerDocumentDropEditProvider("*", provider, {
    providedDropEditKinds: [REFERENCE],
    dropMimeTypes: ["text/uri-list"],
  });
}

interface Dropped {
  readonly env: vscode.Uri;
  readonly dependencies: PlanDependencies;
}

async function editsFor(
  document: vscode.TextDocument,
  position: vscode.Position,
  { env, dependencies: { settings, shell } }: Dropped,
): Promise<vscode.DocumentDropEdit[] | undefined> {
  const file = fileOf(document);
  const root = rootOf(file);
  const scope = settings.of(file);
  const envFile = pathOf(env);
  const inFolder = root !== undefined && rootOf(env)?.toString() === root.toString();
  if (!inFolder || !scope?.enabled || !isWritten(document) || !isEnvFile(envFile)) return undefined;
  const gathered = await gatherFix(document, [], { ...scope, shell });
  const text = (await readText(env))?.text;
  if (!gathered || text === undefined) return undefined;
  const at = document.offsetAt(position);
  return namesInEnv(text)
    .slice(0, MANY)
    .flatMap((name) => {
      const edits = planReference({ ...gathered.request, envFile, name, at });
      if (!edits) return [];
      const drop = new vscode.DocumentDropEdit("", `Insert reference to ${name}`, REFERENCE);
      drop.additionalEdit = new vscode.WorkspaceEdit();
      for (const { span, text } of edits) drop.additionalEdit.replace(document.uri, toRange(span), text);
      drop.yieldTo = [vscode.DocumentDropOrPasteEditKind.Text, vscode.DocumentDropOrPasteEditKind.Empty.append("uri")];
      return [drop];
    });
}
