// Lint: the recommended, type-aware rules, and the two walls that a person should see while typing
// (dependency-cruiser guards all of them, see .dependency-cruiser.cjs).
import tseslint from "typescript-eslint";

const MACHINE = ["console", "process", "fetch", "setTimeout", "setInterval", "Buffer", "require", "window", "document"];

export default tseslint.config(
  {
    ignores: ["dist/**", "out/**", "out-*/**", "node_modules/**", ".vscode-test/**", "**/*.js", "**/*.cjs", "**/*.mjs"],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // Keys and file texts are spread as code units or ASCII on purpose.
      "@typescript-eslint/no-misused-spread": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      eqeqeq: "error",
      "no-console": "error",
      "no-restricted-syntax": [
        "error",
        {
          selector: "ExportDefaultDeclaration",
          message: "Export by name, so that everyone calls a thing the same.",
        },
      ],
    },
  },
  {
    files: ["src/core/**"],
    rules: { "no-restricted-globals": ["error", ...MACHINE.map((name) => ({ name, message: "The core is pure." }))] },
  },
  {
    files: ["test/**"],
    rules: {
      "no-console": "off",
      // A test reads what it has just made; a missing value should fail it loudly, which the assertion does.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-floating-promises": ["error", { allowForKnownSafeCalls: ["it", "describe"] }],
    },
  },
);
