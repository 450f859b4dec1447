// The editor layer, wired: objects, then one list of registrations. Nothing here is slow, asks the network, starts a
// process or writes a file.
import type * as vscode from "vscode";
import { AfterMove } from "./commands/afterMove";
import { Allow } from "./commands/allow";
import { AnswerCache } from "./answerCache";
import { chooseScope, scopeOfEntries } from "./commands/chooseScope";
import { CheckPublished } from "./commands/checkPublished";
import { copyReference } from "./commands/copyReference";
import { ExplainLine } from "./commands/explainLine";
import { ExplainRule } from "./commands/explainRule";
import { ExportReport } from "./commands/exportReport";
import { GoKeyless } from "./commands/goKeyless";
import { hideFromAgents } from "./commands/hideFromAgents";
import { registerCommands } from "./commands/index";
import { MoveKeys } from "./commands/moveKeys";
import { openRevokePage } from "./commands/openRevokePage";
import { redact } from "./commands/redact";
import { type Revoke, revokeKey } from "./commands/revokeKey";
import { Rotate } from "./commands/rotate";
import { ScanWorkspace } from "./commands/scanWorkspace";
import { StopTracking, type Tracking } from "./commands/stopTracking";
import { TriageKeys } from "./commands/triageKeys";
import { WalkFindings } from "./commands/walkFindings";
import { Diagnostics } from "./diagnostics";
import { registerDropEnvFile } from "./dropEnvFile";
import type { CheckExposure } from "./exposureCheck";
import { Exposures } from "./exposures";
import type { GitScans } from "./gitScans";
import { registerHover } from "./hover";
import { pickKeyAction } from "./keyActions";
import { createLog, guard } from "./log";
import type { Machine } from "./machine";
import { MaskedTexts } from "./maskedTexts";
import { MoveHistory } from "./moveHistory";
import { MovePreview } from "./movePreview";
import { registerPasteReference } from "./pasteReference";
import { registerQuickFixes } from "./quickFixes";
import { filesOf, ResultItems } from "./results/items";
import { ResultsView } from "./results/view";
import { ScannedFiles } from "./scannedFiles";
import { ScanResult } from "./scanResult";
import { type ScanScope, Scopes } from "./scopes";
import { Settings } from "./settings";
import { takeOffer } from "./startOffer";
import { registerEditorContext, registerStatusBar } from "./statusBar";
import { Triages } from "./triages";
import type { Scan } from "./workspaceScan";

/** What differs between the desktop and the browser. */
export interface Platform {
  readonly scan: Scan;
  readonly git?: GitScans;
  readonly checkExposure?: CheckExposure;
  readonly revoke?: Revoke;
  /** Whether Git would publish an env file; unknown where there is no Node. */
  readonly isExposed?: (file: vscode.Uri) => boolean;
  /** The shell that a start command is for. */
  readonly shell: "posix" | "powershell";
  readonly tracking?: Tracking;
  /** What a fix wants beyond VS Code's file system. */
  readonly machine?: Machine;
}

export function activateOn(platform: Platform, context: vscode.ExtensionContext): void {
  const log = createLog();
  const settings = new Settings(log);
  const exposures = new Exposures();
  const triages = new Triages(context.workspaceState);
  const diagnostics = new Diagnostics(settings, { exposures, triages }, platform.isExposed);
  const history = new MoveHistory(settings, log);
  const { tracking, machine, git } = platform;
  const isTracked = tracking && ((file: vscode.Uri) => tracking.isTracked(file));
  const fixes = {
    settings,
    history,
    shell: platform.shell,
    ...(isTracked && { isTracked }),
    ...(machine && { machine }),
  };
  const afterMove = new AfterMove();
  const result = new ScanResult();
  const maskedTexts = new MaskedTexts();
  const scopes = new Scopes({ diagnostics, settings, maskedTexts, scan: platform.scan, git });
  const scanWorkspace = new ScanWorkspace({ diagnostics, log, scopes, result, git });
  const scanChosen = async (scope: ScanScope | undefined): Promise<void> => scope && scanWorkspace.scan(scope);
  const preview = new MovePreview(fixes);
  const search = (): ReturnType<ScanWorkspace["search"]> => scanWorkspace.search();
  const moveKeys = new MoveKeys({
    ...fixes,
    diagnostics,
    maskedTexts,
    afterMove,
    preview,
    search,
    takeOffer: guard(log, "write the start command", takeOffer),
  });
  const allow = new Allow({ diagnostics, maskedTexts, result });
  const rotate = new Rotate({ diagnostics, settings, move: (place) => moveKeys.one(place) });
  const goKeyless = new GoKeyless(diagnostics);
  const stopTracking = new StopTracking(diagnostics, fixes, tracking);
  const explainRule = new ExplainRule(diagnostics, maskedTexts);
  const explainLine = new ExplainLine(settings);
  const checkPublished = new CheckPublished({
    diagnostics,
    exposures,
    settings,
    log,
    maskedTexts,
    cache: new AnswerCache(context.globalState),
    search,
    check: platform.checkExposure,
  });
  const items = new ResultItems({ result, diagnostics, maskedTexts, triages, exposures });
  const view = new ResultsView({ result, items, storage: context.workspaceState });
  const walk = new WalkFindings(view, diagnostics);
  const triage = new TriageKeys({ diagnostics, maskedTexts, triages, view, log });
  const report = new ExportReport({ result, items, maskedTexts, settings, git });
  context.subscriptions.push(
    log,
    settings,
    exposures,
    diagnostics,
    history,
    result,
    maskedTexts,
    triages,
    items,
    view,
    explainRule,
    explainLine,
    checkPublished,
    preview,
    afterMove,
    goKeyless,
    stopTracking,
    registerHover(diagnostics, { exposures, triages }),
    registerQuickFixes(diagnostics, fixes),
    registerPasteReference({ ...fixes, log }),
    registerDropEnvFile(fixes),
    registerStatusBar(diagnostics),
    registerEditorContext(diagnostics),
    new ScannedFiles({ diagnostics, settings, log, scan: platform.scan, result }),
    registerCommands(log, {
      "keystow.scan": async (argument) => scanChosen(await chooseScope(argument, scopes)),
      "keystow.scanWorkspace": () => scanWorkspace.run(),
      "keystow.scanHere": async (entry, selected) => scanChosen(await scopeOfEntries(entry, selected, scopes)),
      "keystow.scanSelection": () => scanWorkspace.scan(scopes.selection()),
      "keystow.moveToEnv": (argument) => moveKeys.one(argument),
      "keystow.moveToEnvWithPreview": (argument) => moveKeys.oneWithPreview(argument),
      "keystow.moveAllInFile": (argument) => moveKeys.all(argument),
      "keystow.moveAllInFileWithPreview": (argument) => moveKeys.allWithPreview(argument),
      "keystow.moveAllInWorkspace": () => moveKeys.inWorkspace(),
      "keystow.redact": (argument) => redact(argument, diagnostics),
      "keystow.copyReference": (argument) => copyReference(argument, diagnostics, fixes),
      "keystow.allow": (argument) => allow.run(argument),
      "keystow.rotate": (argument) => rotate.run(argument),
      "keystow.openRevokePage": (argument) => openRevokePage(argument, diagnostics, maskedTexts),
      "keystow.revoke": (argument) =>
        revokeKey(argument, { diagnostics, maskedTexts, settings, log, revoke: platform.revoke }),
      "keystow.goKeyless": (argument) => goKeyless.run(argument),
      "keystow.stopTracking": (argument) => stopTracking.run(argument),
      "keystow.hideFromAgents": (argument) => hideFromAgents(argument, settings),
      "keystow.keyActions": (argument) => pickKeyAction(argument, diagnostics, maskedTexts),
      "keystow.checkPublished": (argument) => checkPublished.run(argument),
      "keystow.checkAllPublished": () => checkPublished.all(),
      "keystow.nextFinding": () => walk.next(),
      "keystow.previousFinding": () => walk.previous(),
      "keystow.groupFindings": (argument) => view.group(argument),
      "keystow.filterFindings": (argument) => view.filter(argument),
      "keystow.clearFilter": () => view.clearFilter(),
      "keystow.exportReport": () => report.run(),
      "keystow.triage": (argument) => triage.one(argument),
      "keystow.exportTriage": () => triage.exportAll(),
      "keystow.importTriage": () => triage.importAll(),
      "keystow.triageTrue": (argument, selected) => triage.chosen("true", argument, selected),
      "keystow.triageFalse": (argument, selected) => triage.chosen("false", argument, selected),
      "keystow.triageRotated": (argument, selected) => triage.chosen("rotated", argument, selected),
      "keystow.triageNone": (argument, selected) => triage.chosen(undefined, argument, selected),
      "keystow.showFinding": (argument) => walk.show(argument),
      "keystow.moveSelected": (argument, selected) => moveKeys.chosen(filesOf(view.chosen(argument, selected))),
      "keystow.checkSelected": (argument, selected) => checkPublished.chosen(filesOf(view.chosen(argument, selected))),
      "keystow.explainRule": (argument) => explainRule.run(argument),
      "keystow.explainLine": () => explainLine.run(),
      "keystow.showLog": () => log.show(),
    }),
  );
}
