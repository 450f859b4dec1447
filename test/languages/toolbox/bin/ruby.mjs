// `ruby FILE`: Ruby 3.4 as WebAssembly (ruby.wasm).
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { WASI } from "node:wasi";

const require = createRequire(process.env.KEYSTOW_TOOLBOX);
const { RubyVM } = require("@ruby/wasm-wasi");
const wasi = new WASI({
  version: "preview1",
  env: process.env,
  preopens: { "/here": process.cwd() },
  returnOnExit: true,
});
const module = await WebAssembly.compile(readFileSync(require.resolve("@ruby/3.4-wasm-wasi/dist/ruby+stdlib.wasm")));
const { vm } = await RubyVM.instantiateModule({ module, wasip1: wasi });
vm.eval(`$stdout.sync = true; Dir.chdir("/here"); $0 = "/here/${process.argv[2]}"`);
vm.eval(readFileSync(process.argv[2], "utf8"));
