// What Java, Kotlin, Scala and Groovy share: annotations, Spring, Android, and how a program is started.
import type { StartRequest } from "../accessor";
import type { Spot } from "../code/code";
import { insertInto } from "../code/write";
import { bracketsAround } from "../code/surroundings";
import { areAlike, type Base64, SPLIT, type Wrap } from "../code/encoded";
import { folderOf, foldersUp, join } from "../folders";
import type { Change, SourceFile } from "../source";

/** The annotation that a literal is given to. */
export function annotationOf(spot: Spot): string | undefined {
  for (const { bracket, text } of bracketsAround(spot)) {
    const name = bracket === "(" ? /@(?:\w+:)?([\w.]+)\s*$/.exec(text)?.[1] : undefined;
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Spring puts a variable in the place of `${NAME}` in `@Value`. ("Externalized Configuration" in its reference.) */
export function isSpringValue(spot: Spot): boolean {
  const { lexed, pieces, encodes } = spot;
  const isSpring = annotationOf(spot) === "Value" && lexed.text.slice(0, 20_000).includes("org.springframework");
  return isSpring && !encodes && areAlike(lexed, pieces);
}

export function writeSpringValue(spot: Spot, names: readonly string[], dollar: "$" | "\\$"): readonly Change[] {
  return insertInto(
    spot,
    names.map((name) => `${dollar}{${name}}`),
  );
}

export const ANNOTATION_REASON = "An annotation takes constants only. Read the variable in code instead.";

/** Whether an annotation or a constant of the file is made of a name. */
export function isInAnnotation(code: string, name: string): boolean {
  return new RegExp(`@[\\w.:]+\\([^)]{0,500}\\b${name}\\b`).test(code);
}

/** A list may stand before a plus sign, which adds each of the literals to it. */
export function whyNoJoint({ pieces, before }: Spot): string | undefined {
  return pieces.length > 1 && /(?<!["']\s*)\+\s*$/.test(before) ? SPLIT : undefined;
}

/** Charsets that read ASCII as it is, as constants and by name. */
export const CHARSET = String.raw`(?:[\w.]+\.)?(?:UTF_8|US_ASCII|ISO_8859_1)`;
export const ANY_CHARSET = String.raw`${CHARSET}|"UTF-8"|'UTF-8'`;

const DECODER = String.raw`(?<![\w.])(?:java\.util\.)?Base64\s*\.(?:get(?:Url|Mime)?Decoder(?:\(\))?|decoder)\s*\.decode\(\s*$`;

/** `java.util.Base64`. `maker` is what makes a text of bytes: `new String`. */
export function javaBase64({ maker, toBytes, charset = ANY_CHARSET }: JavaBytes): Base64 {
  return {
    decodings: [
      {
        before: new RegExp(String.raw`(?<![\w.])${maker}\(\s*${DECODER}`),
        after: new RegExp(String.raw`^\s*\)\s*(?:,\s*(?:${charset})\s*)?\)`),
      },
      { before: new RegExp(DECODER), after: /^\s*\)/, result: toBytes },
    ],
    encode: (text, argument) => `java.util.Base64.getEncoder().encodeToString(${toBytes(text, argument)})`,
  };
}

export interface JavaBytes {
  readonly maker: string;
  readonly toBytes: Wrap;
  readonly charset?: string;
}

/** An app holds what it is built with, and is started by no shell. */
export function androidReason({ path, text, files }: SourceFile): string | undefined {
  const builds = foldersUp(folderOf(path)).map((folder) =>
    ["build.gradle", "build.gradle.kts"].map((name) => files.get(join(folder, name)) ?? "").join(""),
  );
  const build = /(?:^|\/)build\.gradle(?:\.kts)?$/.test(path) ? text : (builds.find((one) => one !== "") ?? "");
  const isApp =
    /^import\s+androidx?\./m.test(text) || /\bcom\.android\.(?:application|library)\b(?!.*\bapply false)/.test(build);
  return isApp && !/(?:^|\/)src\/test\//.test(path)
    ? "An Android app has no environment, and whoever has the app can read a key in it. Call the service from a server, and revoke this key."
    : undefined;
}

/** The command that runs a project, or what runs a lone file. */
export function jvmCommand({ folder, source: { files } }: StartRequest, lone: string): string {
  const build = (name: string): string => files.get(join(folder, name)) ?? "";
  if (build("pom.xml").includes("spring-boot")) return "mvn spring-boot:run";
  const gradle = build("build.gradle") + build("build.gradle.kts");
  if (gradle !== "") return gradle.includes("springframework.boot") ? "gradle bootRun" : "gradle run";
  if (build("build.sbt") !== "") return "sbt run";
  return build("pom.xml") === "" ? lone : "mvn compile exec:java";
}
