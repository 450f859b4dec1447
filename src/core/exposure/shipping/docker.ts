// What an image takes along that is built in a folder with a Dockerfile.
import { join } from "../../fix/folders";
import { ignoreListsOf, inImage, isDockerfile } from "./dockerfile";
import { type Glob, globsOf, matches } from "./glob";
import { quoted, ruled, type Ruling, type Shipping, type Surroundings } from "./model";

const MAX_DOCKERFILES = 20;
const MAX_TEXT = 1 << 16;

/** An answer for each Dockerfile of a folder about a file inside it; `name` is the file's path in the folder. */
export function dockerShippings(folder: string, name: string, files: Surroundings): readonly Shipping[] {
  const found = files.names(folder).filter(isDockerfile).sort().slice(0, MAX_DOCKERFILES);
  return found.flatMap((dockerfile) => {
    const text = files.text(join(folder, dockerfile));
    if (text !== undefined && text.length > MAX_TEXT)
      return [{ tool: "docker", verdict: "not sure", why: `${join(folder, dockerfile)} is too long to be followed.` }];
    return text === undefined ? [] : [shipping(folder, name, dockerfile, text, files)];
  });
}

function shipping(folder: string, name: string, dockerfile: string, text: string, files: Surroundings): Shipping {
  const tool = "docker";
  const path = join(folder, name);
  const where = join(folder, dockerfile);
  const list = ignoreListsOf(folder, dockerfile).find((one) => files.text(one) !== undefined);
  const ruling = list === undefined ? { taken: true } : ignoring(list, files.text(list) ?? "", name);
  if (!ruling.taken && !ruling.unsure)
    return {
      tool,
      verdict: "kept out",
      why: `${quoted(ruling.by?.text ?? "")} in ${list ?? ""} keeps ${path} from ${where}.`,
    };
  const { verdict, by, stages } = inImage(text, name);
  if (verdict === "kept out") {
    const why =
      stages.length > 0
        ? `${where} copies ${path} into the stage ${stages.join(", ")} alone, and the image takes nothing from there that covers it.`
        : `No COPY or ADD of ${where} covers ${path}: it is not in the image, though the builder may be sent it.`;
    return { tool, verdict, why };
  }
  if (verdict === "not sure" || ruling.unsure)
    return { tool, verdict: "not sure", why: `Whether ${where} takes ${path} along hangs on what is not known here.` };
  const unkept = list === undefined ? "there is no .dockerignore" : `nothing in ${list} keeps it out`;
  return {
    tool,
    verdict,
    why: `An image of ${where} would hold ${path}: ${quoted(by ?? "")} covers it, and ${unkept}.`,
  };
}

/** Docker's rules: the last pattern that matches the file or a folder that it is in decides. */
function ignoring(source: string, text: string, name: string): Ruling {
  const patterns = text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .filter((line) => !line.startsWith("#"))
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const globs = ignoreGlobs(line.replace(/^!\s*/, ""));
      return { source, text: line, negated: line.startsWith("!"), globs };
    });
  const names = name.split("/");
  return ruled((assumed) => {
    let ruling: Ruling = { taken: true };
    for (const pattern of patterns) {
      const { globs } = pattern;
      const applies = globs?.some((glob) => names.some((_, i) => matches(glob, names.slice(0, i + 1)))) ?? assumed;
      if (applies) ruling = { taken: pattern.negated, by: pattern };
    }
    return ruling;
  });
}

/** A pattern, tidied as Go's `path.Clean` does; `**` stands for folders also where it touches a name. */
function ignoreGlobs(pattern: string): readonly Glob[] | undefined {
  const parts: string[] = [];
  for (const part of pattern.split("/")) {
    if (part === ".." && parts.length > 0) parts.pop();
    else if (part !== "" && part !== "." && part !== "..") parts.push(part);
  }
  if (parts.length === 0) return [];
  const spread = parts.map((part) => part.replace(/^\*\*(?=[^*])/, "**/"));
  const ends = spread.at(-1)?.replace(/(?<=[^*/])\*\*$/, "*") ?? "";
  const plain = [...spread.slice(0, -1), ends].join("/");
  return /[^*/]\*\*|\*\*[^*/]|\*{3}/.test(plain) ? undefined : globsOf(plain);
}
