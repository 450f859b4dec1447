// Batch files of Windows' cmd, which puts variables into a line before it reads the line's quotes and signs.
// https://learn.microsoft.com/windows-server/administration/windows-commands/set_1
import type { Accessor, StartRequest } from "../accessor";
import type { Finding } from "../../model";
import type { NameHint } from "../names";
import { type Answer, type Change, COMMENT_REASON, type Located, locateEach, type SourceFile } from "../source";
import { within } from "../folders";
import { powershellQuoted } from "../quotedPath";

/** UTF-16 code units of a line before and after a key that are looked at. */
const AROUND = 2000;

function locateBatch({ text }: SourceFile, findings: readonly Finding[]): Located {
  return locateEach(findings, ({ span }) => answerAt(text, span.start.offset, span.end.offset));
}

function answerAt(text: string, start: number, end: number): Answer {
  const around = text.slice(Math.max(0, start - AROUND), start);
  const before = around.slice(around.lastIndexOf("\n") + 1);
  if (/^\s*(?:@\s*)?(?:rem\b|::)/i.test(before) || /[&(|]\s*@?rem\b/i.test(before)) return COMMENT_REASON;
  if (hasLonePercent(before))
    return "A percent sign earlier in this line would pair up with that of a variable. Write it as %% first.";
  const setting = settingOf(before, text.slice(end, end + AROUND));
  return {
    ...(setting && { hint: setting.hint }),
    write: ([name = ""]): readonly Change[] => {
      if (setting?.whole && setting.hint.name === name)
        return [
          { start: start - setting.whole.cut, end: end + setting.whole.quote, text: missing(name, setting.hint) },
        ];
      return [{ start, end, text: `%${name}%` }];
    },
  };
}

/** Whether a sign is neither doubled, nor of an argument, nor one of a pair around a name. */
function hasLonePercent(line: string): boolean {
  return line.replace(/%%|%\*|%(?:~[a-z$:]*)?\d|%[^%\s]+%/gi, "").includes("%");
}

interface Setting {
  readonly hint: NameHint;
  /** The command does nothing but set the variable to the key: how much of it stands before the key, and after. */
  readonly whole: { readonly cut: number; readonly quote: number } | undefined;
}

/** `set NAME=`, `set "NAME=` and `setx NAME ` before a key. */
function settingOf(before: string, after: string): Setting | undefined {
  const groups =
    /(?<start>^\s*@?|[(&]\s*|\s)(?<cut>set\s+(?<quote>"?)(?<name>[^\s"=&|<>%!]+)=)$/i.exec(before)?.groups ??
    /(?<start>\s|^)(?<cut>setx\s+(?:\/m\s+)?(?<quote>"?)(?<name>\w+)\k<quote>\s+"?)$/i.exec(before)?.groups;
  if (!groups) return undefined;
  const { name = "", cut = "", quote = "" } = groups;
  const isDefault = new RegExp(
    `\\bif\\s+(?:not\\s+defined\\s+${escaped(name)}|"%${escaped(name)}%"\\s*==\\s*"")\\s*\\(?\\s*$`,
    "i",
  );
  const stands = before.slice(0, -cut.length);
  const alone = stands.trim() === "" || isDefault.test(stands);
  const ends = after.startsWith(quote) && /^[ \t]*(?:\r?\n|\)|$)/.test(after.slice(quote.length));
  return {
    hint: { name, kind: isDefault.test(stands) ? "read" : "assigned" },
    whole: alone && ends && /^set\s/i.test(cut) ? { cut: cut.length, quote: quote.length } : undefined,
  };
}

const escaped = (name: string): string => name.replace(/[^\w]/g, "\\$&");

/** A variable that the environment gives is not set; where it is missing, this says so. */
function missing(name: string, { kind }: NameHint): string {
  return `${kind === "read" ? "" : `if not defined ${name} `}(echo ${name} is not set.>&2 & exit /b 1)`;
}

function command({ source: { path }, folder, shell, withEnv }: StartRequest): string | undefined {
  // Only Windows starts batch files, and the fix may be made elsewhere.
  if (shell !== "powershell") return undefined;
  const file = path === "" ? "FILE" : within(folder, path);
  return withEnv(`& ${powershellQuoted(`.\\${file.replaceAll("/", "\\")}`)}`);
}

export const BATCH_FILES: Accessor = {
  title: "Batch",
  languageIds: ["bat"],
  reference: "%NAME%",
  inside: "Bearer %NAME%",
  needs: "nothing; a variable of the same name is not set, but asked for",
  loader: "the PowerShell that starts it",
  refuses: "comments, lines with a single percent sign before the key",
  proof: { how: "parsed", by: "tree-sitter" },
  locate: locateBatch,
  start: command,
};
