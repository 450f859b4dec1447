// `perl FILE`: Perl 5 as WebAssembly (zeroperl).
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

// Its CommonJS build looks for the interpreter where it was built.
const place = join(dirname(process.env.KEYSTOW_TOOLBOX), "node_modules/@6over3/zeroperl-ts/dist/esm/index.js");
const { ZeroPerl } = await import(pathToFileURL(place).href);
const write = (stream) => (data) => stream.write(data);
const env = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined));
const perl = await ZeroPerl.create({ env, stdout: write(process.stdout), stderr: write(process.stderr) });
const { success, error, exitCode } = await perl.eval(readFileSync(process.argv[2], "utf8"));
await perl.flush();
if (!success) console.error(error);
process.exitCode = success ? exitCode : 1;
