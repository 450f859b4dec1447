// What the light bulb offers, from the findings of the document as it is. An action carries a command and no edit: VS Code
// saves the files of an action's own edit, also the code file.
import * as vscode from "vscode";
import type { Finding } from "../core/index";
import type { CommandId } from "../manifest";
import { type FixDependencies, previewFix } from "./applyFix";
import { keyName, toRange } from "./convert";
import { type Diagnostics, SOURCE } from "./diagnostics";
import type { Place } from "./places";

const QUICK_FIX = vscode.CodeActionKind.QuickFix.append("keystow");
const MOVE = QUICK_FIX.append("moveToEnv");
const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append("keystow");

export function registerQuickFixes(diagnostics: Diagnostics, dependencies: FixDependencies): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, range, context, token) {
      const all = diagnostics.findingsOf(document);
      if (all.length === 0) return [];
      if (context.only && FIX_ALL.contains(context.only)) return fixAll(document, context);
      const here = all.filter(({ span }) => toRange(span).intersection(range));
      const actions: vscode.CodeAction[] = [];
      for (const finding of here) {
        const move = await moveAction(document, finding, dependencies);
        if (token.isCancellationRequested) return [];
        actions.push(move);
      }
      if (here.length > 0 && all.length > 1) actions.push(moveAllAction(document, QUICK_FIX.append("moveAllInFile")));
      for (const finding of here) actions.push(checkAction(document, finding));
      for (const action of actions) action.diagnostics = diagnosticsIn(context, action, here);
      return actions;
    },
  };
  const providedCodeActionKinds = [QUICK_FIX, FIX_ALL];
  return vscode.languages.registerCodeActionsProvider("*", provider, { providedCodeActionKinds });
}

/** Asked for by name it offers the move of all keys; never on save or by itself, which could not ask anybody. */
function fixAll(document: vscode.TextDocument, { triggerKind }: vscode.CodeActionContext): vscode.CodeAction[] {
  return triggerKind === vscode.CodeActionTriggerKind.Automatic ? [] : [moveAllAction(document, FIX_ALL)];
}

async function moveAction(
  document: vscode.TextDocument,
  finding: Finding,
  dependencies: FixDependencies,
): Promise<vscode.CodeAction> {
  const plan = await previewFix(document, [finding], dependencies);
  if ("refused" in plan) {
    const action = new vscode.CodeAction(`Move ${keyName(finding)} to an env file`, MOVE);
    action.disabled = { reason: plan.refused };
    return action;
  }
  const title = `Move ${keyName(finding)} to ${plan.envPath} as ${plan.variables[0]?.name}`;
  const action = new vscode.CodeAction(title, MOVE);
  action.isPreferred = true;
  action.command = commandFor("keystow.moveToEnv", title, placeOf(document, finding));
  return action;
}

function moveAllAction(document: vscode.TextDocument, kind: vscode.CodeActionKind): vscode.CodeAction {
  const title = "Move all keys in this file to the env file";
  const action = new vscode.CodeAction(title, kind);
  action.command = commandFor("keystow.moveAllInFile", title, { uri: document.uri.toString(), line: 0, character: 0 });
  return action;
}

function checkAction(document: vscode.TextDocument, finding: Finding): vscode.CodeAction {
  const title = `Check whether this ${keyName(finding)} is published`;
  const action = new vscode.CodeAction(title, QUICK_FIX.append("checkPublished"));
  action.command = commandFor("keystow.checkPublished", title, placeOf(document, finding));
  return action;
}

function commandFor(command: CommandId, title: string, place: Place): vscode.Command {
  return { command, title, arguments: [place] };
}

function placeOf(document: vscode.TextDocument, { span }: Finding): Place {
  return { uri: document.uri.toString(), line: span.start.line, character: span.start.column };
}

/** The diagnostics that an action resolves: VS Code shows it beside them. */
function diagnosticsIn(
  { diagnostics }: vscode.CodeActionContext,
  { command }: vscode.CodeAction,
  findings: readonly Finding[],
): vscode.Diagnostic[] {
  const place = command?.arguments?.[0] as Place | undefined;
  const finding = findings.find(({ span }) => span.start.line === place?.line && span.start.column === place.character);
  return diagnostics.filter(
    ({ source, range }) => source === SOURCE && finding && toRange(finding.span).isEqual(range),
  );
}
