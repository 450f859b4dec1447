// The last result as a report, in any of the formats of the command line, where the person wants it.
import * as vscode from "vscode";
import { version } from "../../../package.json";
import {
  cellsAt,
  decodeText,
  encodingOf,
  FORMATS,
  inOrder,
  isNotebook,
  type Report,
  reportFinding,
  type ReportFinding,
  type ReportRoot,
} from "../../core/index";
import { Trouble } from "../log";
import { byFile, type ResultItem, type ResultItems } from "../results/items";
import type { ScanResult } from "../scanResult";

export interface ExportDependencies {
  readonly result: ScanResult;
  readonly items: ResultItems;
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
    const text = render(await this.#report(), { roots: rootsOf() });
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    const show = "Open";
    const name = vscode.workspace.asRelativePath(file);
    // Not awaited: the command is over, whatever becomes of the message.
    void vscode.window.showInformationMessage(`Wrote the report to ${name}.`, show).then((choice) => {
      if (choice === show) void vscode.commands.executeCommand("vscode.open", file);
    });
  }

  async #report(): Promise<Report> {
    const { result, items } = this.dependencies;
    const cells = await cellsOf(items.all);
    const all = items.all.map((item) => ({ item, reported: reported(item, cells) }));
    const findings = all.flatMap(({ item, reported }) => (item.suppressed ? [] : [reported]));
    const suppressed = all.flatMap(({ item: { suppressed }, reported }) =>
      suppressed ? [{ ...reported, by: suppressed.by, reason: suppressed.reason }] : [],
    );
    const { files, bytes, ignored } = result.looked;
    return {
      schema: 1,
      tool: { name: "keystow", version },
      complete: result.state === "complete",
      ...inOrder({
        findings,
        suppressed,
        skipped: result.skipped.map(({ path, reason }) => ({ file: path, reason })),
      }),
      summary: { files, bytes, findings: findings.length, ignored },
    };
  }
}

function reported(
  { id, path, introduced, finding, triage, verdict }: ResultItem,
  cells: ReadonlyMap<string, number>,
): ReportFinding {
  const shown = reportFinding(finding, path, cells.get(id));
  return {
    ...shown,
    ...(introduced && { introduced }),
    ...(triage && { triage: { state: triage.state, ...(triage.note !== undefined && { note: triage.note }) } }),
    ...(verdict && { publication: verdict }),
  };
}

/** The cells of notebooks that findings are in, by the finding's id. */
async function cellsOf(items: readonly ResultItem[]): Promise<ReadonlyMap<string, number>> {
  const cells = new Map<string, number>();
  for (const { file, items: own } of byFile(items.filter((item) => isNotebook(item.file.path)))) {
    const bytes = await vscode.workspace.fs.readFile(file).then(undefined, () => undefined);
    const encoding = bytes && encodingOf(bytes);
    if (!encoding) continue;
    const at = cellsAt(
      decodeText(bytes, encoding),
      own.map(({ finding }) => finding.span.start.offset),
    );
    for (const { id, finding } of own) {
      const cell = at.get(finding.span.start.offset);
      if (cell !== undefined) cells.set(id, cell);
    }
  }
  return cells;
}

/** The folders that paths start with; of a single one, paths do not name it. */
function rootsOf(): readonly ReportRoot[] {
  const { workspaceFolders: folders = [] } = vscode.workspace;
  const uri = (folder: vscode.WorkspaceFolder): string => `${folder.uri.toString(true).replace(/\/$/, "")}/`;
  return folders.map((folder) => ({ path: folders.length > 1 ? folder.name : "", uri: uri(folder) }));
}
