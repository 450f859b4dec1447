// What keeps a file out of the next package, for each tool.
import type { Packager } from "./model";

const HOW: Readonly<Record<Packager, string>> = {
  npm: "add it to .npmignore, or take it out of the `files` in package.json",
  vsce: "add it to .vscodeignore, or take it out of the `files` in package.json",
  docker: "add it to .dockerignore, and give the key to the container when it runs",
  python: "exclude it from the source distribution in pyproject.toml or MANIFEST.in",
  cargo: "add it to the `exclude` in Cargo.toml, or take it out of `include`",
};

/** One step where a tool takes the file along, else none. */
export function keepOutOfPackages(tools: readonly Packager[]): readonly string[] {
  if (tools.length === 0) return [];
  const ways = [...new Set(tools)].map((tool) => `for ${NAMES[tool]}, ${HOW[tool]}`);
  return [`Keep the file out of the package: ${ways.join("; ")}. Packages that are out already keep it.`];
}

const NAMES: Readonly<Record<Packager, string>> = {
  npm: "npm",
  vsce: "vsce",
  docker: "images",
  python: "Python",
  cargo: "Cargo",
};
