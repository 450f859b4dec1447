// Astro pages: the code between the fences runs on the server; the rest is sent to browsers.
// https://docs.astro.build/en/basics/astro-components/#the-component-script
import type { Finding } from "../../model";
import type { Accessor } from "../accessor";
import { type Embedding, innerFindings, joinLocated, outerLocated } from "../code/embedded";
import type { Located, SourceFile } from "../source";
import { TYPESCRIPT_FILES } from "./script";

const FENCED = /^(?:\uFEFF?\s*---[ \t]*\r?\n)/;
const PAGE =
  "This part of the page is sent to browsers, where an env file does not hide a key. Move the call between the --- fences, and revoke this key.";

function locateAstro(file: SourceFile, findings: readonly Finding[]): Located {
  const start = FENCED.exec(file.text)?.[0].length ?? 0;
  const close = /^---[ \t]*$/m.exec(file.text.slice(start));
  const end = start > 0 && close ? start + close.index : 0;
  const indices = findings.flatMap(({ span }, index) =>
    start <= span.start.offset && span.end.offset <= end ? [index] : [],
  );
  const refused = new Map(findings.flatMap((_, index) => (indices.includes(index) ? [] : [[index, PAGE] as const])));
  const embedding: Embedding = {
    outer: (offset) => start + offset,
    inner: (offset) => offset - start,
    written: (text) => text,
  };
  const own = innerFindings(
    indices.flatMap((index) => findings[index] ?? []),
    embedding,
  );
  const script: SourceFile = { ...file, text: file.text.slice(start, end), languageId: "typescript" };
  return joinLocated([{ slots: [], refused }, outerLocated(TYPESCRIPT_FILES.locate(script, own), indices, embedding)]);
}

export const ASTRO: Accessor = {
  title: "Astro",
  languageIds: ["astro"],
  reference: "import.meta.env.NAME",
  inside: "`Bearer ${import.meta.env.NAME}`",
  needs: "nothing",
  loader: "Astro",
  encoded: "as TypeScript",
  refuses: "everything outside of the --- fences, and what TypeScript refuses",
  proof: { how: "parsed", by: "tree-sitter" },
  locate: locateAstro,
  loaded: (request) => TYPESCRIPT_FILES.loaded?.(request),
  start: (request) => request.withEnv("npm run dev"),
};
