// `php [-d NAME=VALUE] FILE`: PHP 8.3 as WebAssembly (php-wasm).
import { createRequire } from "node:module";
import { resolve } from "node:path";

const require = createRequire(process.env.KEYSTOW_TOOLBOX);
const { loadPHPRuntime, PHP, setPhpIniEntries } = require("@php-wasm/universal");
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
const words = process.argv.slice(2);
while (words[0] === "-d") {
  const [name, value] = words[1].split("=");
  await setPhpIniEntries(php, { [name]: value });
  words.splice(0, 2);
}
const file = `/here${resolve(words[0]).slice(root.length)}`;
const env = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined));
const { text, errors, exitCode } = await php.run({ scriptPath: file, env });
process.stdout.write(text);
process.stderr.write(errors);
process.exit(exitCode);
