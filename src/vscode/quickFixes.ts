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
      if (here.length === 0) return [];
      const actions: vscode.CodeAction[] = [];
      for (const finding of here) {
        const moves = await moveActions(document, finding, dependencies);
        if (token.isCancellationRequested) return [];
        actions.push(...moves.map((move) => resolving(move, [finding], context)));
      }
      if (all.length > 1)
        actions.push(resolving(moveAllAction(document, QUICK_FIX.append("moveAllInFile")), here, context));
      for (const finding of here) actions.push(resolving(checkAction(document, finding), [finding], context));
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

/** The move; where it is not possible, that action disabled, and one that can be seen: VS Code hides disabled ones. */
async function moveActions(
  document: vscode.TextDocument,
  finding: Finding,
  dependencies: FixDependencies,
): Promise<readonly vscode.CodeAction[]> {
  const plan = await previewFix(document, [finding], dependencies);
  const place = placeOf(document, finding);
  if ("refused" in plan) {
    const disabled = new vscode.CodeAction(`Move ${keyName(finding)} to an env file`, MOVE);
    disabled.disabled = { reason: plan.refused };
    const why = new vscode.CodeAction(`Cannot move this key: ${plan.refused}`, QUICK_FIX.append("whyNot"));
    why.command = commandFor("keystow.moveToEnv", why.title, place);
    return [disabled, why];
  }
  const move = new vscode.CodeAction(
    `Move ${keyName(finding)} to ${plan.target} as ${plan.variables[0]?.name ?? ""}`,
    MOVE,
  );
  move.isPreferred = true;
  move.command = commandFor("keystow.moveToEnv", move.title, place);
  return [move];
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

/** The action beside the diagnostics of its findings, without which VS Code would list it after those of others. */
function resolving(
  action: vscode.CodeAction,
  findings: readonly Finding[],
  { diagnostics }: vscode.CodeActionContext,
): vscode.CodeAction {
  const ranges = findings.map(({ span }) => toRange(span));
  action.diagnostics = diagnostics.filter(
    ({ source, range }) => source === SOURCE && ranges.some((one) => one.isEqual(range)),
  );
  return action;
}
