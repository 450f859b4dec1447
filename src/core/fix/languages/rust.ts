// Rust.
import type { Accessor, StartRequest } from "../accessor";
import { type CodeLanguage, locateCode, type Spot } from "../code/code";
import { replaceWhole } from "../code/write";
import { bracketsAround } from "../code/surroundings";
import { Lexed } from "../code/lexer";
import { BRACED_ESCAPE, character, HEX_ESCAPE, nestedComments, quoted, type Syntax } from "../code/syntax";
import { baseName, folderOf, foldersUp, join } from "../folders";
import type { Finding } from "../../model";
import type { Located, SourceFile } from "../source";
import { codeBefore, constantOf, LAZY, Statics } from "./rustStatics";
import {
  isFormatString,
  stringMaker,
  whyNoExpression,
  writeFormatArguments,
  writeLazyParts,
  writeParts,
} from "./rustStrings";

/** A line that goes on does so after the blanks of the next. */
const ESCAPES = [HEX_ESCAPE, BRACED_ESCAPE, String.raw`\\\r?\n[ \t]*`].join("|");

/** The Rust reference, "Tokens". */
export const RUST: Syntax = {
  comments: nestedComments,
  strings: [
    {
      name: "raw",
      open: String.raw`(?<!\w)r#*"`,
      close: (open) => `"${open.slice(1, -1)}`,
      escape: "none",
      multiline: true,
    },
    {
      name: "bytes",
      open: String.raw`(?<!\w)[bc]r#*"`,
      close: (open) => `"${open.slice(2, -1)}`,
      escape: "none",
      multiline: true,
    },
    { ...quoted("bytes", String.raw`(?<!\w)[bc]"`), close: '"', multiline: true },
    { ...quoted("quoted", '"', ESCAPES), multiline: true },
    character,
  ],
};

function refuse(spot: Spot, file: SourceFile): string | undefined {
  const { lexed, token, after, before } = spot;
  if (/^\s*#!\s*\[\s*no_std\b/m.test(lexed.code.slice(0, 20_000)))
    return "A program without the standard library has no environment. Give it the key in another way.";
  if (/\buse\s+(?:wasm_bindgen|web_sys|yew)\b/.test(lexed.code.slice(0, 20_000)))
    return "This code runs in browsers, which have no environment and hide no key. Call the service from a server, and revoke this key.";
  if (token.form === "character" || token.form === "bytes")
    return "The environment gives text, and the type here has a fixed length. Replace the key by hand.";
  const brackets = bracketsAround(spot);
  if (brackets.some(({ at, text }) => lexed.text[at] === "[" && /#!?\s*$/.test(text)))
    return "An attribute takes literals only. With clap, write env in place of default_value; else read the variable in code.";
  const isPattern = /^\s*(?:\|(?!\|)|=>|=(?![=>])|if\b)/.test(after) && !/[=!]=\s*$/.test(before);
  if (isPattern || /\blet\s+$/.test(before)) return "A pattern takes constants only. Compare with == instead.";
  const constant = whyConstant(spot);
  return constant ?? whyNoExpression(spot) ?? (stringMaker(spot) ? undefined : tooOld(file));
}

const CONSTANT = /(?<!')\b(?:const|static)\s+(?:mut\s+)?\w+\s*:|\bconst\s*$/;

/** Constants take no calls, unless a closure makes their values later. */
function whyConstant(spot: Spot): string | undefined {
  const { lexed, token } = spot;
  const texts = [codeBefore(lexed, token.start), ...bracketsAround(spot).map(({ at }) => codeBefore(lexed, at))];
  const item = texts.find((text) => /\bfn\b|\|[^|]*\|/.test(text) || CONSTANT.test(text)) ?? "";
  if (/\bconst\s+(?:unsafe\s+)?fn\b/.test(item))
    return "A const function cannot read a variable. Make it an ordinary function first.";
  return /\bfn\b|\|[^|]*\|/.test(item) || !CONSTANT.test(item)
    ? undefined
    : "A const or static takes constants only. Read the variable in a function instead.";
}

/** The oldest Rust that a package asks for, when that has no `LazyLock`. */
function tooOld({ path, files }: SourceFile): string | undefined {
  const manifest = foldersUp(folderOf(path))
    .map((folder) => files.get(join(folder, "Cargo.toml")))
    .find((one) => one !== undefined);
  const minor = /^rust-version\s*=\s*"1\.(\d+)/m.exec(manifest ?? "")?.[1];
  return minor !== undefined && Number(minor) < 80
    ? `Cargo.toml asks for Rust 1.${minor}, and the static that a reference needs takes 1.80. Read the variable by hand.`
    : undefined;
}

function languageFor(statics: Statics): CodeLanguage {
  return {
    syntax: RUST,
    reader: () => ({ read: (name) => statics.read(name), imports: () => statics.changes() }),
    refuse: (spot, file) => {
      const constant = constantOf(spot, statics);
      if (constant !== undefined) return typeof constant === "string" ? constant : tooOld(file);
      return refuse(spot, file);
    },
    fallback: {
      before:
        /\b(?:env|dotenvy?)::var\(\s*"(?<text>\w+)"\s*\)(?<cut>\s*\.\s*unwrap_or(?:_else\(\s*\|\w*\|\s*|\(\s*)(?:String::from\(\s*)?)$/,
      after: /^(?<cut>\s*\.\s*(?:to_string|to_owned|into)\(\)\s*\)|\s*\)\s*\))/,
    },
    withoutFallback: (_reader, _code, name) => `.expect("${name} is not set")`,
    write: (spot, names) => {
      const constant = constantOf(spot, statics);
      const [name = ""] = names;
      if (constant && typeof constant !== "string") {
        if (!spot.whole) return [...constant.changes, ...writeLazyParts(spot, names, statics)];
        statics.declare(name, spot, constant.name);
        return [...constant.changes, ...replaceWhole(spot, `${LAZY}::new(|| ${statics.read(name, spot)})`)];
      }
      if (isFormatString(spot)) return writeFormatArguments(spot, names, statics) ?? [];
      if (!spot.whole) return writeParts(spot, names, statics);
      const maker = stringMaker(spot);
      const [change] = replaceWhole(spot, maker ? statics.read(name, spot) : `${statics.nameOf(name, spot)}.as_str()`);
      if (!change) return [];
      return [{ ...change, start: change.start - (maker?.before ?? 0), end: change.end + (maker?.after ?? 0) }];
    },
  };
}

function locate(file: SourceFile, findings: readonly Finding[]): Located {
  const lexed = new Lexed(file.text, RUST);
  return locateCode(languageFor(new Statics(lexed, file)), file, findings, lexed);
}

function cargo({ file, source: { files }, folder, shell }: StartRequest): string {
  const program = baseName(file).replace(/\.rs'?$/, "");
  if (!files.has(join(folder, "Cargo.toml"))) {
    const [after, name] = shell === "posix" ? [" && ", "./app"] : ["; ", "./app.exe"];
    return `rustc ${file} -o ${name.slice(2)}${after}${name}`;
  }
  if (/(?:^|\/)tests\//.test(file)) return "cargo test";
  if (/(?:^|\/)examples\/[^/]+$/.test(file)) return `cargo run --example ${program}`;
  return /(?:^|\/)src\/bin\/[^/]+$/.test(file) ? `cargo run --bin ${program}` : "cargo run";
}

export const RUST_FILES: Accessor = {
  title: "Rust",
  languageIds: ["rust"],
  reference: "NAME.as_str()",
  inside: '&format!("Bearer {}", std::env::var("NAME").expect("NAME is not set"))',
  needs:
    "a static with std::sync::LazyLock that reads the variable, since a literal is a `&'static str`; where a String is wanted, the variable itself; a constant becomes such a static",
  loader: "dotenvy, direnv; else the shell",
  encoded: "escapes",
  refuses:
    "comments, public constants and those used in patterns, byte strings, patterns, attributes, const functions, macros that take literals",
  proof: { how: "parsed", by: "tree-sitter" },
  locate,
  loaded: ({ source, envPath }) =>
    /\bdotenvy?(?:::dotenv)?(?:::dotenv|\(\))/.test(source.text) && baseName(envPath) === ".env"
      ? "dotenvy loads .env when the program starts."
      : undefined,
  start: (request) => request.withEnv(cargo(request)),
};
