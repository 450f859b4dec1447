// The last result as a report, in any of the formats of the command line, where the person wants it.
import * as vscode from "vscode";
import { version } from "../../../package.json";
import {
  FORMATS,
  type InCell,
  inOrder,
  type InRepository,
  type Report,
  reportFinding,
  type ReportFinding,
  type ReportRoot,
  type ReportSuppressed,
  skippedFile,
  withoutKeys,
} from "../../core/index";
import { type GitScans, repositoriesOf } from "../gitScans";
import { Trouble } from "../log";
import type { MaskedTexts } from "../maskedTexts";
import { folderOf, nameOfFolder, shownPath } from "../places";
import type { ResultItem, ResultItems } from "../results/items";
import { inNotebooks } from "../results/notebooks";
import type { ScanResult } from "../scanResult";
import type { Settings } from "../settings";

export interface ExportDependencies {
  readonly result: ScanResult;
  readonly items: ResultItems;
  readonly maskedTexts: MaskedTexts;
  readonly settings: Settings;
  /** Missing where there is no git. */
  readonly git: GitScans | undefined;
}

export class ExportReport {
  constructor(private readonly dependencies: ExportDependencies) {}

  async run(): Promise<void> {
    const { state } = this.dependencies.result;
    if (state === "none" || state === "running")
      throw new Trouble(
        state === "none" ? "There is no result yet." : "The scan still runs. Export it when it has ended.",
        {
          label: "Scan Workspace",
          run: () => vscode.commands.executeCommand("keystow.scanWorkspace"),
        },
      );
    const picked = await vscode.window.showQuickPick(
      FORMATS.map((format) => ({
        label: format.id,
        description: `.${format.extension}`,
        detail: format.title,
        format,
      })),
      { title: "Export Report", placeHolder: "In which format? Of a key, a report shows its prefix and length alone." },
    );
    if (!picked) return;
    const { id, extension, render } = picked.format;
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const file = await vscode.window.showSaveDialog({
      title: `Export Report as ${id}`,
      filters: { [id]: [extension] },
      ...(folder && { defaultUri: vscode.Uri.joinPath(folder.uri, `keystow-report.${extension}`) }),
    });
    if (!file) return;
    const text = render(await this.#report(), { roots: rootsOf(this.dependencies.items.all) });
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    const show = "Open";
    const name = vscode.workspace.asRelativePath(file);
    // Not awaited: the command is over, whatever becomes of the message.
    void vscode.window.showInformationMessage(`Wrote the report to ${name}.`, show).then((choice) => {
      if (choice === show) void vscode.commands.executeCommand("vscode.open", file);
    });
  }

  async #report(): Promise<Report> {
    const { result, items, git } = this.dependencies;
    const repositoryOf = repositoriesOf(git);
    const notebooks = await inNotebooks(items.all, this.dependencies);
    const findings: ReportFinding[] = [];
    const suppressed: ReportSuppressed[] = [];
    for (const item of items.all) {
      const told: InCell = notebooks.get(item.id) ?? { finding: item.finding };
      const reported = reportedAs(told, item, repositoryOf(item.cell?.notebook ?? item.file));
      if ("by" in told.finding)
        suppressed.push({ ...reported, by: told.finding.by, reason: withoutKeys(told.finding.reason) });
      else findings.push(reported);
    }
    const { files, bytes, ignored } = result.looked;
    return {
      schema: 1,
      tool: { name: "keystow", version },
      complete: result.state === "complete",
      ...inOrder({
        findings,
        suppressed,
        skipped: result.skipped.map(({ path, ...why }) => skippedFile({ file: path, ...why })),
      }),
      summary: { files, bytes, findings: findings.length, ignored },
    };
  }
}

function reportedAs(
  { finding, cell }: InCell,
  { path, introduced, triage, verdict }: ResultItem,
  repository: InRepository | undefined,
): ReportFinding {
  return {
    ...reportFinding(finding, path, cell),
    ...(introduced && { introduced }),
    ...(repository && { repository }),
    ...(triage && { triage: { state: triage.state, ...(triage.note !== undefined && { note: triage.note }) } }),
    ...(verdict && { publication: verdict }),
  };
}

/** The folders that paths start with; of a single one, paths do not name it. Files in none are below folders of their own. */
function rootsOf(items: readonly ResultItem[]): readonly ReportRoot[] {
  const { workspaceFolders: folders = [] } = vscode.workspace;
  const root = (path: string, uri: vscode.Uri): ReportRoot => ({
    path: withoutKeys(path),
    uri: `${withoutKeys(uri.toString()).replace(/\/$/, "")}/`,
  });
  const outside = items
    .filter(({ file }) => file.scheme === "file" && !folderOf(file))
    .map(({ file }) => vscode.Uri.joinPath(file, ".."));
  const apart = new Map(outside.map((folder) => [shownPath(folder), folder]));
  return [
    ...folders.map((folder) => root(nameOfFolder(folder), folder.uri)),
    ...[...apart].map(([path, folder]) => root(path, folder)),
  ];
}
