// Builds what ships (dist/) and, with --tests, what the test run loads (out/).
//   node esbuild.js [--tests] [--watch]
//   node esbuild.js --generate          writes package.json's manifest part, docs/ and the README's tables
const { readdirSync, readFileSync, rmSync } = require("node:fs");
const { basename, join } = require("node:path");
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

/**
 * re2js brings tables of which characters belong to which Unicode class, 30 KB of them compressed, and every engine that
 * runs us has the same: they are read from it when a team's pattern names a class. A script that it is too old for is empty.
 */
const unicodeOfTheEngine = {
  name: "unicode",
  setup(build) {
    build.onLoad({ filter: /re2js[\\/]build[\\/]index\.js$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      const from = source.indexOf("static CATEGORIES = ");
      const to = source.indexOf("static FOLD_CATEGORIES = ");
      let count = 0;
      const classes = source
        .slice(from, to)
        .replace(
          /^(\s*)(\w+): \(\) => new UnicodeRangeTable\(decodeRanges\("[^"]*", (?:true|false)\)\)/gm,
          (_, space, name) => {
            count += 1;
            return `${space}${name}: () => rangesOf("${name}")`;
          },
        );
      if (from < 0 || to < from || count < 200)
        throw new Error("re2js keeps its Unicode tables in another way: see esbuild.js");
      return { contents: source.slice(0, from) + classes + source.slice(to) + RANGES_OF, loader: "js" };
    });
  },
};

const RANGES_OF = `
function rangesOf(name) {
  const regex = [name, "Script=" + name].reduce((found, one) => found ?? compiled("^\\\\p{" + one + "}$"), undefined);
  const data = [];
  for (let code = 0; regex && code < 0x110000; code += 1)
    if (regex.test(String.fromCodePoint(code)))
      if (data.at(-2) === code - 1) data[data.length - 2] = code;
      else data.push(code, code, 1);
  return new UnicodeRangeTable(Uint32Array.from(data));
}
function compiled(source) {
  try {
    return new RegExp(source, "u");
  } catch {
    return undefined;
  }
}`;

/** The programs of the command line, which it loads from beside itself. */
const PROGRAMS = ["scanAlone", "everyCommand"];
const programsApart = {
  name: "programs apart",
  setup(build) {
    build.onResolve({ filter: new RegExp(`^\\./cli/(?:${PROGRAMS.join("|")})$`) }, ({ path }) => ({
      path: `./${basename(path)}.js`,
      external: true,
    }));
  },
};

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
const shipped = { ...shared, plugins: [assemblyScript, unicodeOfTheEngine], minify: true, external: ["vscode"] };

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
    plugins: [programsApart],
    platform: "node",
    entryPoints: ["src/cli.ts"],
    outfile: "dist/cli.js",
    // Node.js would read a program that is imported three times, to see what kind of module it is.
    supported: { "dynamic-import": false },
    banner: { js: "#!/usr/bin/env node" },
  },
  { ...shipped, platform: "node", entryPoints: PROGRAMS.map((name) => `src/cli/${name}.ts`), outdir: "dist" },
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
