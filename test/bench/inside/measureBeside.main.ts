// Runs inside VS Code, on a large folder: how long a key press takes while nothing else happens, and while the folder is scanned.
import { writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import * as vscode from "vscode";
import { type BesideFigure, FIGURES_VARIABLE } from "./figures";

const ROUNDS = 4;
const IDLE_PRESSES = 200;
/** Milliseconds between two presses: nobody types faster. */
const PAUSE = 20;

it("measures a key press beside a scan", async () => {
  const content = "const answer = await client.responses.create({ model, input });\n".repeat(2_000);
  const document = await vscode.workspace.openTextDocument({ content, language: "javascript" });
  await vscode.window.showTextDocument(document);
  await pressed(document, IDLE_PRESSES);
  const idle: number[] = [];
  const scanning: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    idle.push(...(await pressed(document, IDLE_PRESSES)));
    let isScanning = true as boolean; // Else it would seem to stay so.
    const scan = vscode.commands.executeCommand("keystow.scanWorkspace").then(() => (isScanning = false));
    while (isScanning) scanning.push(...(await pressed(document, 1)));
    await scan;
  }
  const figure: BesideFigure = { idle: slowest(idle), scanning: slowest(scanning), presses: scanning.length };
  const file = process.env[FIGURES_VARIABLE];
  if (file) writeFileSync(file, JSON.stringify(figure));
}).timeout(240_000);

/** Milliseconds of each press, from asking for it until everybody has seen it. */
async function pressed(document: vscode.TextDocument, times: number): Promise<readonly number[]> {
  const took: number[] = [];
  for (let i = 0; i < times; i++) {
    await setTimeout(PAUSE);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(1_000, 40), "x");
    const start = performance.now();
    await vscode.workspace.applyEdit(edit);
    took.push(performance.now() - start);
  }
  return took;
}

/** What 95 of 100 do not exceed. */
function slowest(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;
}
