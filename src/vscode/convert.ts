// Between the core's shapes and VS Code's: the only mapping.
import * as vscode from "vscode";
import { type Change, type Finding, type LineView, type Point, ruleOf, type Severity, type Span } from "../core/index";

export function toRange({ start, end }: Span): vscode.Range {
  return new vscode.Range(start.line, start.column, end.line, end.column);
}

export function toPosition({ line, column }: Point): vscode.Position {
  return new vscode.Position(line, column);
}

const SEVERITY: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

export function toSeverity(severity: Severity): vscode.DiagnosticSeverity {
  return SEVERITY[severity];
}

/** VS Code's events carry the place of the removed text in line and column and in offsets. */
export function toChange({ range, rangeOffset, rangeLength, text }: vscode.TextDocumentContentChangeEvent): Change {
  const point = (at: vscode.Position, offset: number): Point => ({ offset, line: at.line, column: at.character });
  return {
    removed: { start: point(range.start, rangeOffset), end: point(range.end, rangeOffset + rangeLength) },
    text,
  };
}

export function eolOf(document: vscode.TextDocument): "\n" | "\r\n" {
  return document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n";
}

/** A document line by line: fetching its whole text would cost its length at every key press. */
export function toLineView(document: vscode.TextDocument): LineView {
  return {
    get lineCount() {
      return document.lineCount;
    },
    eol: eolOf(document),
    line: (index) => document.lineAt(index).text,
  };
}

/** "OpenAI project key". */
export function keyName({ ruleId, vendor }: Finding): string {
  return `${vendor} ${ruleOf(ruleId)?.title ?? "key"}`;
}
