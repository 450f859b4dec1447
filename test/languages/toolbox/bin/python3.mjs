// `python3 FILE`: CPython as WebAssembly (Pyodide).
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(process.env.KEYSTOW_TOOLBOX);
const { loadPyodide } = await import(pathToFileURL(require.resolve("pyodide/pyodide.mjs")).href);
const env = { ...process.env, HOME: "/" };
const python = await loadPyodide({ env, stdout: (line) => process.stdout.write(`${line}\n`), stderr: console.error });
python.FS.mkdir("/here");
python.FS.mount(python.FS.filesystems.NODEFS, { root: process.cwd() }, "/here");
python.runPython("import os, sys; os.chdir('/here'); sys.path.insert(0, '/here')");
python.runPython(readFileSync(resolve(process.argv[2]), "utf8"), { globals: python.toPy({ __name__: "__main__" }) });
