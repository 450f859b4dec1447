// The fixtures whose "after" a real parser judges.
import { accessorFor, languageOf } from "../../src/core/index";
import { CASE_FILES, casesOf } from "../core/fix/cases";
import { type Parser, PARSERS } from "./parsers";

export interface After {
  readonly file: string;
  readonly title: string;
  readonly path: string;
  readonly accessor: string;
  readonly parser: Parser;
  readonly before: string;
  readonly after: string;
}

export const AFTERS: readonly After[] = CASE_FILES.flatMap((file) =>
  casesOf(file).flatMap(({ title, before, after, refused }): readonly After[] => {
    const [[path, text] = ["", ""]] = before;
    const result = after.get(path);
    const source = { path, languageId: languageOf(path, text), text, eol: "\n", files: before };
    const accessor = accessorFor(source)?.title ?? "";
    const parser = PARSERS[accessor];
    if (refused !== undefined || result === undefined || !parser) return [];
    return [{ file, title, path, accessor, parser, before: text, after: result }];
  }),
);
