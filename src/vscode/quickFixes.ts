// What the light bulb offers, from the findings of the document as it is. An action carries a command and no edit: VS Code
// saves the files of an action's own edit, also the code file.
import * as vscode from "vscode";
import { COMMENT_REASON, type Finding, type FixPlan, type Refusal } from "../core/index";
import type { CommandId } from "../manifest";
import { type FixDependencies, previewFix } from "./applyFix";
import { placeOf } from "./commands/target";
import { keyName, toRange } from "./convert";
import type { Diagnostics } from "./diagnostics";
import { SOURCE } from "./findingDiagnostics";
import { KEY_ACTIONS, type KeyAction } from "./keyActions";
import { fileOf, type Place } from "./places";

const QUICK_FIX = vscode.CodeActionKind.QuickFix.append("keystow");
const MOVE = QUICK_FIX.append("moveToEnv");
const MOVE_ALL = QUICK_FIX.append("moveAllInFile");
const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append("keystow");

export function registerQuickFixes(diagnostics: Diagnostics, dependencies: FixDependencies): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, range, context, token) {
      const isKept = diagnostics.originOf(document.uri) !== undefined;
      const all = diagnostics.underlinedIn(document);
      if (context.only && FIX_ALL.contains(context.only))
        return all.length > 0 && !isKept ? fixAll(document, context) : [];
      const inEnvFile = diagnostics.isEnvFile(document.uri);
      // A key of an env file is no trouble, but it can be rotated.
      const known = inEnvFile ? [...all, ...diagnostics.suppressedOf(document)] : all;
      const here = known.filter(({ span }) => toRange(span).intersection(range));
      if (here.length === 0) return [];
      const offer: Offer = { document, findings: here, context };
      if (isKept) return keptActions(offer);
      if (inEnvFile) return envFileActions(offer, dependencies.isTracked?.(fileOf(document)) === true);
      const moves: vscode.CodeAction[] = [];
      let inComment = false;
      for (const finding of here) {
        const plan = await previewFix(document, [finding], dependencies);
        if (token.isCancellationRequested) return [];
        inComment ||= "refused" in plan && plan.refused === COMMENT_REASON;
        moves.push(...moveActions(document, finding, plan).map((move) => resolving(move, [finding], context)));
      }
      const many = all.length > 1 ? [moveAllAction(document, MOVE_ALL), previewAllAction(document)] : [];
      for (const action of [...many, workspaceAction()]) moves.push(resolving(action, here, context));
      const redact = redactAction(offer);
      redact.isPreferred = inComment && here.length === 1;
      return [...(redact.isPreferred ? [redact, ...moves] : [...moves, redact]), ...furtherActions(offer)];
    },
  };
  const providedCodeActionKinds = [QUICK_FIX, FIX_ALL];
  return vscode.languages.registerCodeActionsProvider("*", provider, { providedCodeActionKinds });
}

/** What is asked for: the keys in a range. */
interface Offer {
  readonly document: vscode.TextDocument;
  readonly findings: readonly Finding[];
  readonly context: vscode.CodeActionContext;
}

/** The menu stays short: what is rare is behind "More for this key". */
function furtherActions({ document, findings, context }: Offer): vscode.CodeAction[] {
  const { allow, check, goKeyless } = KEY_ACTIONS;
  return findings.flatMap((finding) => {
    const action = (one: KeyAction): vscode.CodeAction => keyAction(document, finding, one);
    const keyless = goKeyless.applies(finding) ? [action(goKeyless)] : [];
    const actions =
      findings.length === 1
        ? [action(allow), action(check), ...keyless, moreAction(document, finding)]
        : [action(check)];
    return actions.map((one) => resolving(one, [finding], context));
  });
}

/** Of a text that is in no working file. */
function keptActions({ document, findings, context }: Offer): vscode.CodeAction[] {
  const { revoke, allow, check } = KEY_ACTIONS;
  return findings.flatMap((finding) => {
    const actions = [...(revoke.applies(finding) ? [revoke] : []), allow, check];
    const offered = actions.map((action) => keyAction(document, finding, action));
    return [...offered, moreAction(document, finding)].map((action) => resolving(action, [finding], context));
  });
}

function envFileActions({ document, findings, context }: Offer, isTracked: boolean): vscode.CodeAction[] {
  const { stopTracking, rotate, check } = KEY_ACTIONS;
  return findings.flatMap((finding, index) => {
    const stop = isTracked && index === 0 ? [keyAction(document, finding, stopTracking)] : [];
    for (const action of stop) action.isPreferred = true;
    const others = [rotate, check].map((action) => keyAction(document, finding, action));
    return [...stop, ...others, moreAction(document, finding)].map((action) => resolving(action, [finding], context));
  });
}

function redactAction({ document, findings, context }: Offer): vscode.CodeAction {
  const [first] = findings;
  const title = findings.length === 1 && first ? KEY_ACTIONS.redact.title(first) : `Redact ${findings.length} keys`;
  const action = new vscode.CodeAction(title, QUICK_FIX.append("redact"));
  const command: CommandId = "keystow.redact";
  action.command = { command, title, arguments: [findings.map((finding) => placeOf(document, finding))] };
  return resolving(action, findings, context);
}

function moreAction(document: vscode.TextDocument, finding: Finding): vscode.CodeAction {
  const action = new vscode.CodeAction(`More for this ${keyName(finding)}\u2026`, QUICK_FIX.append("keyActions"));
  action.command = commandFor("keystow.keyActions", action.title, placeOf(document, finding));
  return action;
}

/** Its kind is that of its command: `quickfix.keystow.rotate`. */
function keyAction(document: vscode.TextDocument, finding: Finding, { command, title }: KeyAction): vscode.CodeAction {
  const action = new vscode.CodeAction(title(finding), QUICK_FIX.append(command.replace("keystow.", "")));
  action.command = commandFor(command, action.title, placeOf(document, finding));
  return action;
}

/** Asked for by name it offers the move of all keys; never on save or by itself, which could not ask anybody. */
function fixAll(document: vscode.TextDocument, { triggerKind }: vscode.CodeActionContext): vscode.CodeAction[] {
  return triggerKind === vscode.CodeActionTriggerKind.Automatic ? [] : [moveAllAction(document, FIX_ALL)];
}

/** The move; where it is not possible, that action disabled, and one that can be seen: VS Code hides disabled ones. */
function moveActions(
  document: vscode.TextDocument,
  finding: Finding,
  plan: FixPlan | Refusal,
): readonly vscode.CodeAction[] {
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
  const title = `Move ${keyName(finding)} with preview`;
  const preview = new vscode.CodeAction(title, MOVE.append("preview"));
  preview.command = commandFor("keystow.moveToEnvWithPreview", title, place);
  return [move, preview];
}

function moveAllAction(document: vscode.TextDocument, kind: vscode.CodeActionKind): vscode.CodeAction {
  const title = "Move all keys in this file to the env file";
  const action = new vscode.CodeAction(title, kind);
  action.command = commandFor("keystow.moveAllInFile", title, wholeOf(document));
  return action;
}

function previewAllAction(document: vscode.TextDocument): vscode.CodeAction {
  const title = "Move all keys in this file with preview";
  const action = new vscode.CodeAction(title, MOVE_ALL.append("preview"));
  action.command = commandFor("keystow.moveAllInFileWithPreview", title, wholeOf(document));
  return action;
}

function workspaceAction(): vscode.CodeAction {
  const title = "Move all keys in the workspace with preview";
  const action = new vscode.CodeAction(title, QUICK_FIX.append("moveAllInWorkspace"));
  action.command = { command: "keystow.moveAllInWorkspace" satisfies CommandId, title };
  return action;
}

function commandFor(command: CommandId, title: string, place: Place): vscode.Command {
  return { command, title, arguments: [place] };
}

function wholeOf(document: vscode.TextDocument): Place {
  return { uri: document.uri.toString(), line: 0, character: 0 };
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
