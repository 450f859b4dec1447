// Every command of the manifest has its handler here, or this does not compile.
import * as vscode from "vscode";
import { type CommandFacts, type CommandId, COMMANDS } from "../../manifest";
import { guard, type Log } from "../log";

/**
 * What runs a command. The argument comes from a link, a quick fix, a view or another extension, so it may be anything;
 * a view adds all that is selected in it.
 */
export type Handlers = { readonly [Id in CommandId]: (argument?: unknown, selected?: unknown) => unknown };

export function registerCommands(log: Log, handlers: Handlers): vscode.Disposable {
  return vscode.Disposable.from(
    ...(Object.entries(COMMANDS) as [CommandId, CommandFacts][]).map(([id, { title }]) =>
      vscode.commands.registerCommand(id, guard(log, `run "${title}"`, handlers[id])),
    ),
  );
}
