// Runs inside VS Code's web worker extension host, from the extension's browser entry.
import { runMochaWeb } from "../../host/mochaWeb";

export const run = (): Promise<void> => runMochaWeb(() => import("./browser.webtest"));
