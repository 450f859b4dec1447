// appsettings.json of .NET: a value from the environment, or from user secrets in Development, goes before the one here.
// https://learn.microsoft.com/aspnet/core/fundamentals/configuration/
import { type JSONPath, visit } from "jsonc-parser";
import type { Finding } from "../../model";
import type { Accessor } from "../accessor";
import { Lexed } from "../code/lexer";
import { baseName } from "../folders";
import { isTooDeep } from "../../readJson";
import { type Answer, COMMENT_REASON, type Located, locateEach, type SourceFile } from "../source";
import { JSON_TEXT } from "./json";

function locateAppSettings(file: SourceFile, findings: readonly Finding[]): Located {
  const { text } = file;
  const lexed = new Lexed(text, JSON_TEXT);
  if (isTooDeep(text)) return locateEach(findings, () => "The file is nested too deep to be read.");
  const paths = pathsOf(text);
  return locateEach(findings, ({ span }): Answer => {
    const { start, end } = { start: span.start.offset, end: span.end.offset };
    const token = lexed.at(start);
    if (token?.kind === "comment") return COMMENT_REASON;
    const path = token && paths.get(token.start);
    if (!path) return "The key is the name of an entry here. Replace it by hand.";
    if (token.bodyStart !== start || token.bodyEnd !== end)
      return `The key is only a part of this value. Set the whole value as ${path.join("__")} in the environment, and blank it here.`;
    const name = path.join(file.store === "user-secrets" ? ":" : "__");
    if (file.store !== "user-secrets" && !/^[A-Za-z_]\w*$/.test(name))
      return `${name} cannot be a variable's name. Keep the key in user secrets (the setting keystow.store), or rename the entry.`;
    return { hint: { name, kind: "must" }, write: () => [{ start, end, text: "" }] };
  });
}

/** The way to each text value, by where its quote stands. */
function pathsOf(text: string): ReadonlyMap<number, JSONPath> {
  const paths = new Map<number, JSONPath>();
  visit(
    text.replace(/^\uFEFF/, " "),
    {
      onLiteralValue: (value, offset, _length, _line, _column, pathOf) => {
        if (typeof value === "string") paths.set(offset, pathOf());
      },
    },
    { allowTrailingComma: true },
  );
  return paths;
}

export const APP_SETTINGS: Accessor = {
  title: "appsettings.json",
  languageIds: ["json", "jsonc"],
  takes: ({ path }) => /^appsettings(?:\..+)?\.json$/i.test(baseName(path)),
  reference: '"", and the variable is called Section__Key',
  inside: "",
  needs: "nothing; .NET lets the environment, or user secrets, override the file",
  loader: "user secrets with `keystow.store`; else direnv or the shell",
  refuses: "comments, entry names, parts of a value, names that no variable can have",
  proof: { how: "parsed", by: "jsonc-parser" },
  locate: locateAppSettings,
  start: ({ withEnv }) => withEnv("dotnet run"),
};
