// GitHub's own parser of workflows. It comes as modules that import JSON, which Node 20 does not load, so it is bundled.
import { join } from "node:path";
import { buildSync } from "esbuild";
import { TempFolder } from "../node/fixFolder";
import { toolbox } from "./toolbox";

interface WorkflowParser {
  readonly parseWorkflow: (
    file: { readonly name: string; readonly content: string },
    trace: Readonly<Record<"info" | "verbose" | "error", () => void>>,
  ) => { readonly context: { readonly errors: { readonly getErrors: () => readonly Error[] } } };
}

let loaded: WorkflowParser | undefined;

function parser(): WorkflowParser {
  if (loaded) return loaded;
  const folder = new TempFolder({});
  const outfile = join(folder.root, "parser.cjs");
  const entry = toolbox().file("@actions/workflow-parser/dist/index.js");
  buildSync({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "cjs", logLevel: "error" });
  loaded = toolbox().require(outfile) as WorkflowParser;
  folder.dispose();
  return loaded;
}

/** What is wrong with a workflow, also an expression that uses what it is not given where it stands, such as secrets. */
export function workflowErrors(content: string): readonly string[] {
  const none = (): void => undefined;
  const file = { name: ".github/workflows/ci.yml", content };
  const { context } = parser().parseWorkflow(file, { info: none, verbose: none, error: none });
  return context.errors.getErrors().map(({ message }) => message);
}
