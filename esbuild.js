// Builds what ships (dist/) and, with --tests, what the test run loads (out/).
//   node esbuild.js [--tests] [--watch]
//   node esbuild.js --generate          writes package.json's manifest part, docs/ and the README's tables
const { readdirSync, readFileSync, rmSync } = require("node:fs");
const { join } = require("node:path");
const esbuild = require("esbuild");

const watch = process.argv.includes("--watch");
const tests = process.argv.includes("--tests");

/** An AssemblyScript source becomes a module that exports its WebAssembly. */
const assemblyScript = {
  name: "assemblyscript",
  setup(build) {
    build.onLoad({ filter: /\.as$/ }, async ({ path }) => ({ contents: await compile(path), loader: "js" }));
  },
};

async function compile(path) {
  const { default: asc } = await import("assemblyscript/asc");
  const source = readFileSync(path, "utf8");
  let wasm;
  const options = ["--optimize", "--noAssert", "--runtime", "stub", "--enable", "simd", "--initialMemory", "10"];
  const { error, stderr } = await asc.main(["source.ts", "--outFile", "out.wasm", ...options], {
    readFile: (name) => (name === "source.ts" ? source : null),
    writeFile: (_, contents) => (wasm = contents),
    listFiles: () => [],
  });
  if (error) throw new Error(`${path}: ${error.message}\n${stderr}`);
  const base64 = Buffer.from(wasm).toString("base64");
  return `export const wasm = Uint8Array.from(atob("${base64}"), (char) => char.charCodeAt(0));`;
}

const shared = {
  plugins: [assemblyScript],
  bundle: true,
  format: "cjs",
  target: "es2023",
  logLevel: "warning",
  // The ES module build of a library can be tree-shaken; its "main" often is a UMD wrapper that cannot.
  mainFields: ["module", "main"],
};

/** What users get: small, without source maps, nothing loaded from node_modules. */
const shipped = { ...shared, minify: true, external: ["vscode"] };

const products = [
  {
    ...shipped,
    platform: "browser", // so that no library's build for Node is taken
    external: ["vscode", "node:*"],
    entryPoints: ["src/entry.ts"],
    outfile: "dist/extension.js",
  },
  { ...shipped, platform: "node", entryPoints: ["src/node/sift.worker.ts"], outfile: "dist/sift.js" },
  {
    ...shipped,
    platform: "node",
    entryPoints: ["src/cli.ts"],
    outfile: "dist/cli.js",
    banner: { js: "#!/usr/bin/env node" },
  },
];

/** One bundle a test file, so that a failing file names itself; packages stay in node_modules. */
const testFiles = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(test|main)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

async function build(options) {
  if (!watch) return esbuild.build(options);
  const context = await esbuild.context(options);
  return context.watch();
}

async function generate() {
  const entryPoints = ["src/build/generate.main.ts"];
  await esbuild.build({ ...shared, platform: "node", entryPoints, outfile: "out/generate.js" });
  require("./out/generate.js");
}

async function main() {
  if (process.argv.includes("--generate")) return generate();
  rmSync("dist", { recursive: true, force: true });
  await Promise.all(products.map(build));
  if (!tests) return;
  rmSync("out", { recursive: true, force: true });
  await build({
    ...shared,
    platform: "node",
    packages: "external",
    external: ["vscode"],
    sourcemap: "inline",
    entryPoints: testFiles("test"),
    outdir: "out",
    outbase: "test",
  });
}

module.exports = { assemblyScript };

if (require.main === module) {
  main().catch((error) => {
    console.error(error.message ?? error);
    process.exitCode = 1;
  });
}
