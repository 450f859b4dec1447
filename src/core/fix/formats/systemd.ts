// systemd units: variables come from a file on the machine that runs the service.
// https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#EnvironmentFile=
import type { Finding } from "../../model";
import type { Accessor } from "../accessor";
import { baseName } from "../folders";
import { type Answer, type Change, type Located, locateEach, type SourceFile } from "../source";
import { type IniPlace, IniText } from "./iniText";

/** Where the env file is on that machine: in the service's folder, else in /etc. */
function envFileOn({ path, text }: SourceFile): string {
  const folder = /^WorkingDirectory=(\/[\w./-]{0,200}?)\/?$/m.exec(text)?.[1];
  return folder === undefined ? `/etc/${baseName(path).replace(/@?\.service$/, "")}.env` : `${folder}/.env`;
}

function locateUnit(file: SourceFile, findings: readonly Finding[]): Located {
  const ini = new IniText(file.text);
  const line = `EnvironmentFile=${envFileOn(file)}`;
  let isThere = file.text.split(/\r?\n/).includes(line);
  let first: number | undefined;
  const located = locateEach(findings, (finding): Answer => {
    const place = ini.placeOf(finding);
    return typeof place === "string" ? place : answerAt(file, place, (at) => (first ??= at));
  });
  const together = (): readonly Change[] => {
    if (isThere || first === undefined) return [];
    isThere = true;
    return [{ start: first, end: first, text: line + file.eol }];
  };
  return { ...located, together };
}

/** `before` is told each line that EnvironmentFile has to stand above. */
function answerAt({ text }: SourceFile, place: IniPlace, before: (line: number) => void): Answer {
  const { key, section, start, end, entryStart, lineStart, lineEnd } = place;
  if (section !== "Service") return WHY_NOT;
  if (/^Exec\w+$/.test(key)) {
    if (text.charAt(start - 1) === "$") return "systemd reads $$ as a plain $. Replace the key by hand.";
    const write = ([name = ""]: readonly string[]): readonly Change[] => {
      before(entryStart);
      return [{ start, end, text: `\${${name}}` }];
    };
    return { hint: place.hint, write };
  }
  const found = /^(["']?)([A-Za-z_]\w*)=(["']?)$/.exec(place.before);
  if (
    key !== "Environment" ||
    !found ||
    entryStart !== lineStart ||
    place.after !== `${found[3] ?? ""}${found[1] ?? ""}`
  )
    return WHY_NOT;
  const newline = Math.min(text.length, lineEnd + 1);
  return {
    hint: { name: found[2] ?? "", kind: "must" },
    write: () => {
      before(lineStart);
      return [{ start: lineStart, end: newline, text: "" }];
    },
  };
}

const WHY_NOT =
  "An env file takes the place of a line Environment=NAME=key that sets nothing else, and of the key in a command. Split the line first.";

export const SYSTEMD: Accessor = {
  title: "systemd",
  languageIds: ["ini", "properties", "plaintext", "systemd-unit-file", "systemd-conf"],
  takes: ({ path }) => /\.service$/.test(path),
  reference: "EnvironmentFile=/etc/app.env",
  inside: "${NAME}",
  needs: "Environment=NAME=key goes to EnvironmentFile",
  loader: "systemd, from the file that EnvironmentFile names on the machine that runs the service",
  refuses: "comments, lines that set several variables, other entries",
  proof: { how: "parsed", by: "ini" },
  locate: locateUnit,
  start: ({ source, env }) => `sudo install -m 600 ${env} ${envFileOn(source)}`,
  leadIn: "Put the env file where the unit reads it",
};
