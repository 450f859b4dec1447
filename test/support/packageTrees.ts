// Small trees of files with lists of what a package takes in or leaves out, made from a seed.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Surroundings } from "../../src/core/index";
import type { Random } from "./random";

const NAMES = [".env", ".env.local", "a.js", "b.json", "key.txt", "index.ts", "README.md", "LICENSE", "notes.orig"];
const HIDDEN = [".npmrc", ".DS_Store", "readme.txt~", "x.swp", ".x.swp", "package-lock.json", "CHANGELOG.md", "#a"];
const FOLDERS = ["", "", "src", "src/lib", "dist", "dist/.cache", "config", "src/config", ".hidden", "docs/a/b"];

/** Texts by path. */
export type Tree = Map<string, string>;

export function randomTree(random: Random): Tree {
  const paths = Array.from({ length: 10 + random.int(16) }, () =>
    join(random.pick(FOLDERS), random.pick(random.int(4) ? NAMES : HIDDEN)),
  );
  return new Map(paths.map((path) => [path, "x\n"]));
}

const PLAIN = [...NAMES, ...HIDDEN.slice(0, -1), "src", "dist", "config", "docs", "lib", "a", "b"];
const GLOBS = [
  "*.js",
  "*.{js,json}",
  ".env*",
  "**/*.txt",
  "*",
  "**",
  "[a-k]*",
  "[!a-k]*.ts",
  "?.js",
  "s*c",
  "*.*",
  "{src,dist}",
];

export function randomPattern(random: Random): string {
  const name = (): string => random.pick(random.int(2) ? PLAIN : GLOBS);
  const folder = random.pick(["", "", "", "/", "./", "src/", "**/", "/src/", "dist/", "*/", "docs/a/", "src/**/"]);
  return folder + name() + random.pick(["", "", "", "", "/", "/*", "/**", "/**/*"]);
}

export function randomList(random: Random, negations = true): readonly string[] {
  return Array.from({ length: 1 + random.int(5) }, () => {
    const negated = negations && random.int(4) === 0 ? "!" : "";
    return random.int(12) === 0 ? "# nothing" : negated + randomPattern(random);
  });
}

export function writeTree(root: string, tree: Tree): void {
  for (const [path, text] of tree) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** What the core is given of a tree. */
export function surroundings(tree: Tree): Surroundings {
  const folders = new Set<string>([""]);
  for (const path of tree.keys()) for (let at = dirname(path); at !== "."; at = dirname(at)) folders.add(at);
  return {
    text: (path) => tree.get(path),
    kind: (path) => (tree.has(path) ? "file" : folders.has(path) ? "folder" : undefined),
    names: (folder) => [
      ...new Set(
        [...tree.keys(), ...folders]
          .filter((path) => path !== "" && (folder === "" || path.startsWith(`${folder}/`)))
          .map((path) => path.slice(folder === "" ? 0 : folder.length + 1).split("/")[0] ?? ""),
      ),
    ],
  };
}
