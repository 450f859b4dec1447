// Every command of the manifest has its handler here, or this does not compile.
import * as vscode from "vscode";
import { type CommandFacts, type CommandId, COMMANDS } from "../../manifest";
import { guard, type Log } from "../log";

/** What runs a command. The arguments come from a link, a menu or another extension, so they may be anything. */
export type Handlers = { readonly [Id in CommandId]: (argument?: unknown, more?: unknown) => unknown };

export function registerCommands(log: Log, handlers: Handlers): vscode.Disposable {
  return vscode.Disposable.from(
    ...(Object.entries(COMMANDS) as [CommandId, CommandFacts][]).map(([id, { title }]) =>
      vscode.commands.registerCommand(id, guard(log, `run "${title}"`, handlers[id])),
    ),
  );
}
