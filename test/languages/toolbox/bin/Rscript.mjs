// `Rscript FILE`: R 4 as WebAssembly (webR).
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { WebR } = createRequire(process.env.KEYSTOW_TOOLBOX)("webr");
const webR = new WebR({ interactive: false });
await webR.init();
const shelter = await new webR.Shelter();
const variables = Object.entries(process.env).filter(([name]) => /^[A-Za-z_]\w*$/.test(name) && name !== "HOME");
for (const [name, value] of variables)
  await webR.evalRVoid("do.call(Sys.setenv, setNames(list(value), name))", { env: { name, value } });
// What R itself does when it starts.
const own = process.env.R_ENVIRON_USER;
if (own !== undefined) {
  await webR.FS.writeFile("/tmp/Renviron", readFileSync(own));
  await webR.evalRVoid('readRenviron("/tmp/Renviron")');
}
const { output } = await shelter.captureR(readFileSync(process.argv[2], "utf8"), { withAutoprint: false });
let failed = false;
for (const { type, data } of output) {
  if (type === "stdout") process.stdout.write(`${data}\n`);
  else {
    failed ||= type === "error";
    process.stderr.write(`${data}\n`);
  }
}
webR.close();
process.exit(failed ? 1 : 0);
