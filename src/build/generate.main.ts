// Writes every generated file of the project in the working directory.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { generatedFiles } from "./generate";

const sources = { packageJson: readFileSync("package.json", "utf8"), readme: readFileSync("README.md", "utf8") };
for (const [path, text] of generatedFiles(sources)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
