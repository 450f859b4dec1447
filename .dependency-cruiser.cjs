// Who may import whom. The flow is one way, the core is pure, and the key has one narrow way out.
// test/project/architecture.test.ts plants violations and sees each of these rules catch its own.
const PURE =
  "^node_modules/(@noble/hashes|@types/sarif|diff|ignore|jsonc-parser|minimatch|brace-expansion|balanced-match|re2js)/";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "core-is-pure",
      comment: "The core sees no editor and no machine. Give it a value, or move the code to src/node or src/vscode.",
      severity: "error",
      from: { path: "^src/core/" },
      to: { pathNot: ["^src/core/", PURE] },
    },
    {
      name: "core-has-one-door",
      comment: "Import src/core/index.ts; export there what you need.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/core/" },
      to: { path: "^src/core/", pathNot: ["^src/core/index\\.ts$", "^src/core/reveal\\.ts$"] },
    },
    {
      name: "reveal-is-rare",
      comment: "Only applying a fix, gathering exposure and reusing an env name may turn a finding back into its key.",
      severity: "error",
      from: {
        pathNot: [
          "^src/core/fix/(keys|resolveFix)\\.ts$",
          "^src/node/(git/gather|gatherExposure)\\.ts$",
          "^src/node/exposure/",
          "^test/",
        ],
      },
      to: { path: "^src/core/reveal\\.ts$" },
    },
    {
      name: "vscode-only-in-vscode",
      comment: "Only src/vscode and the entries may know the editor.",
      severity: "error",
      from: { path: "^src/", pathNot: ["^src/vscode/", "^src/(entry|extension(\\.web)?)\\.ts$"] },
      to: { path: "^(vscode|node_modules/@types/vscode)" },
    },
    {
      name: "web-has-no-machine",
      comment: "What runs in a browser may not reach a Node module; hand it in from src/extension.ts.",
      severity: "error",
      from: { path: "^src/extension\\.web\\.ts$" },
      to: { path: "^src/node/", reachable: true },
    },
    {
      name: "node-is-below",
      comment: "src/node gathers facts; it knows neither the command line nor the editor.",
      severity: "error",
      from: { path: "^src/node/" },
      to: { path: "^src/(cli|vscode|cli\\.ts|extension|manifest)" },
    },
    {
      name: "no-cycles",
      comment: "Move what both need into a third file.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-dead-modules",
      comment: "Nothing reaches this file from an entry: wire it or delete it.",
      severity: "error",
      from: { path: "^src/(entry|cli|node/sift\\.worker|build/generate\\.main)\\.ts$" },
      to: {
        path: "^src/",
        pathNot: ["^src/(entry|cli|node/sift\\.worker|build/generate\\.main)\\.ts$", "\\.d\\.ts$"],
        reachable: false,
      },
    },
    {
      name: "not-to-unresolvable",
      comment: "This import leads nowhere.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^vscode$" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    // A package is named by where it is installed, also in the copy whose node_modules a test links.
    preserveSymlinks: true,
    enhancedResolveOptions: { mainFields: ["module", "main", "types"] },
  },
};
