// Runs inside VS Code: what one key press costs Keystow in a large document and in a small one.
import { appendFileSync } from "node:fs";
import * as vscode from "vscode";
import { DEFAULT_POLICY } from "../../../src/core/index";
import { changesOf, LiveDocument } from "../../../src/vscode/liveDocument";
import { FIGURES_VARIABLE, type TypingFigure } from "./figures";

const PRESSES = 400;
const LINE = "const value = await client.responses.create({ model: name, input: question });";

it("measures what a key press costs", async () => {
  // Small and large in turn, so that a machine that slows down slows both.
  const rounds: TypingFigure[] = [];
  for (let round = 0; round < 3; round++) for (const lines of [2_000, 200_000]) rounds.push(await measure(lines));
  const file = process.env[FIGURES_VARIABLE];
  if (file) appendFileSync(file, JSON.stringify(rounds));
}).timeout(240_000);

async function measure(lines: number): Promise<TypingFigure> {
  const content = Array.from({ length: lines }, (_, i) => `${LINE} // ${i}`).join("\n");
  const document = await vscode.workspace.openTextDocument({ content, language: "javascript" });
  const live = new LiveDocument(document, {
    scope: { enabled: true, pasteAsReference: false, policy: { ...DEFAULT_POLICY, maxFileSize: Infinity } },
    isExposed: () => false,
    onResult: () => undefined,
  });
  const presses: number[] = [];
  const edits: number[] = [];
  let asked = 0;
  const listener = vscode.workspace.onDidChangeTextDocument((event) => {
    if (event.document !== document || event.contentChanges.length === 0) return;
    const start = performance.now();
    edits.push(start - asked);
    live.edit(changesOf(event));
    presses.push(performance.now() - start);
  });
  // In the middle of the document, in the middle of a line.
  const line = Math.floor(lines / 2);
  for (let i = 0; i < PRESSES; i++) {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(line, 40 + i), "x");
    asked = performance.now();
    await vscode.workspace.applyEdit(edit);
  }
  listener.dispose();
  live.dispose();
  return { lines, press: median(presses.slice(50)), edit: median(edits.slice(50)) };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
