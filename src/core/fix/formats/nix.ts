// Nix expressions. What they hold is copied into the store, which every user can read, and a flake reads no environment.
// https://nix.dev/manual/nix/latest/language/
import type { Accessor, StartRequest } from "../accessor";
import { type CodeLanguage, locateCode, type Spot } from "../code/code";
import { insertInto } from "../code/write";
import type { Hole, Syntax } from "../code/syntax";
import { baseName, foldersUp, folderOf, join } from "../folders";
import type { Finding } from "../../model";
import { type Change, type Located, locateEach, type SourceFile } from "../source";

const HOLES: readonly Hole[] = [{ open: "${", close: "}", literal: "$${" }];

/** "String" and "Comments" of the reference. */
export const NIX: Syntax = {
  comments: [{ open: "#" }, { open: "/\\*", close: "*/" }],
  strings: [
    {
      name: "indented",
      open: String.raw`(?<![\w'])''`,
      close: "''",
      escape: "none",
      hidden: ["'''", "''$", "''\\", "$${"],
      multiline: true,
      holes: HOLES,
    },
    { name: "quoted", open: '"', close: '"', escape: "backslash", hidden: ["$${"], multiline: true, holes: HOLES },
  ],
};

function locateNix(file: SourceFile, findings: readonly Finding[]): Located {
  const reason = whyNot(file);
  return reason === undefined ? locateCode(NIX_LANGUAGE, file, findings) : locateEach(findings, () => reason);
}

function whyNot({ path, text, files }: SourceFile): string | undefined {
  const inFlake = foldersUp(folderOf(path)).some((folder) => files.has(join(folder, "flake.nix")));
  if (baseName(path) === "flake.nix" || inFlake)
    return "A flake reads no environment variables, and what it holds is copied into the store. In a shell load the env file with direnv; for a system use sops-nix or agenix.";
  if (/^(?:configuration|home|hardware-configuration)\.nix$/.test(baseName(path)) || MODULE.test(text.slice(0, 4000)))
    return "What a module holds is copied into the store, which every user can read. Use sops-nix or agenix, or a service's EnvironmentFile.";
  return undefined;
}

/** The arguments of a NixOS or Home Manager module. */
const MODULE = /^\s*(?:#[^\n]*\n\s*)*\{[^{}]*\b(?:config|options|modulesPath)\b[^{}]*\}\s*:/;

function refuse({ token, whole, lexed, keys, after }: Spot): string | undefined {
  if (/^\s*(?:=(?!=)|\.\s*[\w"]+[^;=]*=)/.test(after))
    return "The key is the name of an attribute here. Replace it by hand.";
  if (!whole && keys.some(({ start }) => /[$']$/.test(lexed.text.slice(token.bodyStart, start))))
    return "The sign before the key would be read as a part of a reference. Replace the key by hand.";
  return undefined;
}

function write(spot: Spot, names: readonly string[]): readonly Change[] {
  const calls = names.map((name) => `builtins.getEnv "${name}"`);
  if (!spot.whole)
    return insertInto(
      spot,
      calls.map((call) => `\${${call}}`),
    );
  const { token, before, after } = spot;
  const alone = /(?:[^=!<>]=|[(:])\s*$/.test(before) && /^\s*[;)]/.test(after);
  return [{ start: token.start, end: token.end, text: alone ? (calls[0] ?? "") : `(${calls[0] ?? ""})` }];
}

const NIX_LANGUAGE: CodeLanguage = {
  syntax: NIX,
  reader: () => ({ read: (name) => `(builtins.getEnv "${name}")`, imports: () => [] }),
  refuse,
  write,
};

function command({ source, file }: StartRequest): string {
  const name = baseName(source.path);
  if (name === "shell.nix") return file === "shell.nix" ? "nix-shell" : `nix-shell ${file}`;
  return file === "default.nix" ? "nix-build" : `nix-build ${file}`;
}

export const NIX_FILES: Accessor = {
  title: "Nix",
  languageIds: ["nix"],
  reference: 'builtins.getEnv "NAME"',
  inside: '"Bearer ${builtins.getEnv "NAME"}"',
  needs: "parentheses, where it is an argument or an element of a list",
  loader: "direnv; else the shell that starts Nix",
  refuses: "comments, attribute names, flakes and what lies in one, modules of NixOS and Home Manager",
  proof: { how: "parsed", by: "tree-sitter" },
  locate: locateNix,
  start: (request) => request.withEnv(command(request)),
};
