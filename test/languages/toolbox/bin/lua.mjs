// `lua FILE`: Lua 5.4 as WebAssembly (wasmoon).
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { LuaFactory } = createRequire(process.env.KEYSTOW_TOOLBOX)("wasmoon");
const env = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined));
const lua = await new LuaFactory(undefined, env).createEngine();
lua.global.set("print", (...values) => process.stdout.write(`${values.join("\t")}\n`));
await lua.doString(readFileSync(process.argv[2], "utf8"));
