// `php FILE`: PHP 8.3 as WebAssembly (php-wasm).
import { createRequire } from "node:module";
import { resolve } from "node:path";

const require = createRequire(process.env.KEYSTOW_TOOLBOX);
const { loadPHPRuntime, PHP } = require("@php-wasm/universal");
const loader = await require("@php-wasm/node-8-3").getPHPLoaderModule();
const root = process.cwd();
const php = new PHP(
  await loadPHPRuntime(loader, {
    processId: 1,
    ENV: Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined)),
    onRuntimeInitialized: () => {},
  }),
);
php.mkdir("/here");
php.mount("/here", (instance, FS, path) => {
  FS.mount(FS.filesystems.NODEFS, { root }, path);
  return () => FS.unmount(path);
});
php.chdir("/here");
const file = `/here${resolve(process.argv[2]).slice(root.length)}`;
const env = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined));
const { text, errors, exitCode } = await php.run({ scriptPath: file, env });
process.stdout.write(text);
process.stderr.write(errors);
process.exit(exitCode);
