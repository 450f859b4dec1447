// .properties files of Java programs.
import type { Finding } from "../../model";
import type { Accessor } from "../accessor";
import { baseName } from "../folders";
import { type Located, locateEach, type SourceFile } from "../source";
import { IniText } from "./iniText";
import { isApplication, loadsSpring, startSpring } from "./spring";

function locateProperties(
  { text }: SourceFile,
  findings: readonly Finding[],
  answer: (name: string) => string,
): Located {
  const properties = new IniText(text, "#!");
  return locateEach(findings, (finding) => {
    const place = properties.placeOf(finding);
    if (typeof place === "string") return place;
    const { hint, start, end } = place;
    return { hint, write: ([name = ""]) => [{ start, end, text: answer(name) }] };
  });
}

const IDS = ["properties", "java-properties", "spring-boot-properties", "plaintext"];

export const SPRING_PROPERTIES: Accessor = {
  title: "Spring .properties",
  languageIds: IDS,
  takes: (file) => isApplication(file) && file.path.endsWith(".properties"),
  reference: "${NAME}",
  inside: "Bearer ${NAME}",
  needs: "nothing",
  loader: "Quarkus, spring-dotenv, spring.config.import, direnv; else the shell",
  refuses: "comments",
  proof: { how: "parsed", by: "properties-reader" },
  locate: (file, findings) => locateProperties(file, findings, (name) => `\${${name}}`),
  loaded: loadsSpring,
  start: startSpring,
};

/** https://logging.apache.org/log4j/2.x/manual/lookups.html#EnvironmentLookup */
export const LOG4J_PROPERTIES: Accessor = {
  title: "Log4j 2 .properties",
  languageIds: IDS,
  takes: ({ path }) => /^log4j2(?:-[\w-]+)?\.properties$/.test(baseName(path)),
  reference: "${env:NAME}",
  inside: "Bearer ${env:NAME}",
  needs: "nothing",
  loader: "direnv; else the shell",
  refuses: "comments",
  proof: { how: "parsed", by: "properties-reader" },
  locate: (file, findings) => locateProperties(file, findings, (name) => `\${env:${name}}`),
};

function whyNot({ path }: SourceFile): string {
  if (baseName(path) === "gradle.properties")
    return "Gradle reads no variables in this file. Remove the entry, and set ORG_GRADLE_PROJECT_name in the environment, which gives the build the same property.";
  if (baseName(path) === "local.properties")
    return "Keep local.properties out of git: Android's tools read it as it is. Rotate the key if the file was ever committed.";
  if (baseName(path) === "sonar-project.properties")
    return "Set SONAR_TOKEN in the environment, and remove the key here.";
  return ".properties files read no variables unless the program that loads them does. Let that program read the key from the environment.";
}

export const OTHER_PROPERTIES: Accessor = {
  title: "Other .properties",
  languageIds: ["properties", "java-properties"],
  reference: "",
  inside: "",
  needs: "",
  loader: "",
  refuses:
    ".properties files read no variables unless the program that loads them does; the message says what to do in known files.",
  proof: { how: "refused", by: "" },
  locate: (file, findings) => {
    const properties = new IniText(file.text, "#!;");
    return locateEach(findings, (finding) => {
      const place = properties.placeOf(finding);
      return typeof place === "string" ? place : whyNot(file);
    });
  },
};
