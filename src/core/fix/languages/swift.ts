// Swift, as scripts, command line tools and servers.
import type { Accessor, StartRequest } from "../accessor";
import { type CodeLanguage, locateCode, type Reader, type Spot } from "../code/code";
import { insertInto, replaceWhole } from "../code/write";
import { bracketsAround } from "../code/surroundings";
import { statementBefore } from "../code/surroundings";
import type { Lexed } from "../code/lexer";
import { BRACED_ESCAPE, nestedComments, PLUS, type StringForm, type Syntax } from "../code/syntax";
import { join } from "../folders";
import type { SourceFile } from "../source";

/** A string with so many number signs around it, which its escapes have too. */
function forms(signs: string): readonly StringForm[] {
  return ['"""', '"'].map((quote) => ({
    name: signs === "" ? "quoted" : signs,
    open: signs + quote,
    close: quote + signs,
    escape: signs === "" ? "backslash" : "none",
    multiline: quote.length === 3,
    holes: [{ open: `\\${signs}(`, close: ")" }],
    ...(signs === "" && { escapes: BRACED_ESCAPE }),
  }));
}

/** The Swift Programming Language, "Lexical Structure". */
export const SWIFT: Syntax = {
  comments: [{ open: "(?<![^])#!" }, ...nestedComments],
  skip: "`\\w*`",
  strings: [...forms("###"), ...forms("##"), ...forms("#"), ...forms("")],
  joint: PLUS,
};

const HAS_FOUNDATION =
  /^[ \t]*(?:@\w+(?:\([^)\n]{0,80}\))?[ \t]+){0,3}import[ \t]+(?:Foundation|FoundationEssentials|Vapor|AppKit)\b/m;

function reader(file: SourceFile, lexed: Lexed): Reader {
  return {
    read: (name) => `ProcessInfo.processInfo.environment["${name}"]!`,
    imports: () => (HAS_FOUNDATION.test(lexed.code) ? [] : [importFoundation(lexed, file.eol)]),
  };
}

/** Before the first import, else before the first code, below the comments of the head. */
function importFoundation({ code, text }: Lexed, eol: string): { start: number; end: number; text: string } {
  const first = /^[ \t]*(?:@\w+[ \t]+){0,3}import[ \t]/m.exec(code);
  if (first) return { start: first.index, end: first.index, text: `import Foundation${eol}` };
  const head = /^\uFEFF?(?:[ \t]*(?:\/\/(?!\/)|#!).*\r?\n|[ \t]*\r?\n)*/.exec(text)?.[0].length ?? 0;
  return { start: head, end: head, text: `import Foundation${eol}${eol}` };
}

const APP = /^[ \t]*(?:@\w+[ \t]+){0,3}import[ \t]+(?:UIKit|SwiftUI|WatchKit|WidgetKit|TVUIKit|CarPlay)\b/m;

function refuse(spot: Spot, file: SourceFile): string | undefined {
  const { lexed, token } = spot;
  if (APP.test(lexed.code))
    return "An app has no environment, and whoever has the app can read a key in it. Call the service from a server, and revoke this key.";
  const around = bracketsAround(spot);
  if (
    around.some(
      ({ bracket, text }) =>
        bracket === "(" &&
        /(?:@(?:available|objc|_\w+)|#(?:error|warning|selector|if|unavailable|available))\s*$/.test(text),
    )
  )
    return "An attribute or a directive takes literals only. Read the variable in code instead.";
  const [inner] = around;
  const statement = statementBefore(lexed, token.start).text;
  if (
    inner?.bracket === "{" &&
    /\benum\b[^\n]*$/.test(inner.text.trimEnd()) &&
    /\bcase\s+`?\w+`?\s*=\s*$/.test(statement)
  )
    return "The raw value of a case takes literals only. Make it a static property instead.";
  if (/\bStaticString\s*=\s*$/.test(statement)) return "A StaticString takes literals only. Make it a String first.";
  return file.path.endsWith("/Package.swift") || file.path === "Package.swift"
    ? "A package's description is read without the environment. Read the variable in the program instead."
    : undefined;
}

const SWIFT_LANGUAGE: CodeLanguage = {
  syntax: SWIFT,
  reader,
  refuse,
  fallback: {
    before: /\bProcessInfo\.processInfo\.environment\[\s*"(?<text>\w+)"\s*\](?<cut>\s*\?\?\s*)$/,
    after: /^[ \t]*(?:[;,)}\]\r\n]|$)/,
  },
  withoutFallback: () => "!",
  write: (spot, names, { reader: { read } }) => {
    if (spot.whole) return replaceWhole(spot, read(names[0] ?? "", '"'));
    const signs = spot.token.form === "quoted" ? "" : spot.token.form;
    return insertInto(
      spot,
      names.map((name) => `\\${signs}(${read(name, '"')})`),
    );
  },
};

function swiftCommand({ file, folder, source: { files } }: StartRequest): string {
  return files.has(join(folder, "Package.swift")) ? "swift run" : `swift ${file}`;
}

export const SWIFT_FILES: Accessor = {
  title: "Swift",
  languageIds: ["swift"],
  reference: 'ProcessInfo.processInfo.environment["NAME"]!',
  inside: '"Bearer \\(ProcessInfo.processInfo.environment["NAME"]!)"',
  needs: "import Foundation",
  loader: "direnv; else the shell",
  encoded: "escapes, `+`",
  refuses: "comments, apps (UIKit, SwiftUI), attributes and directives, raw values of cases, Package.swift",
  proof: { how: "parsed", by: "tree-sitter" },
  locate: (file, findings) => locateCode(SWIFT_LANGUAGE, file, findings),
  start: (request) => request.withEnv(swiftCommand(request)),
};
