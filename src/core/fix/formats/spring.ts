// Configuration of Spring, and of Quarkus and Micronaut, which write placeholders alike: YAML and .properties.
// https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files.property-placeholders
// https://quarkus.io/guides/config-reference#property-expressions
import { type Accessor, besideEnv, type LoadRequest, type StartRequest } from "../accessor";
import { baseName } from "../folders";
import type { SourceFile } from "../source";
import { locateYaml } from "./yaml";

const APPLICATION = /^(?:application|bootstrap)(?:-[\w-]+)?\.(?:ya?ml|properties)$/;

export const isApplication = ({ path }: SourceFile): boolean => APPLICATION.test(baseName(path));

const reference = (name: string): string => `\${${name}}`;

/** https://quarkus.io/guides/config-reference#env-file */
export function loadsSpring(request: LoadRequest): string | undefined {
  const build =
    besideEnv(request, "pom.xml") + besideEnv(request, "build.gradle") + besideEnv(request, "build.gradle.kts");
  if (baseName(request.envPath) !== ".env") return undefined;
  if (build.includes("io.quarkus")) return "Quarkus reads .env in the folder that it is started in.";
  if (/spring\.config\.import\s{0,9}[=:]\s{0,9}\S{0,50}\.env\[\.properties\]/.test(request.source.text))
    return "Spring imports .env, as spring.config.import says.";
  return build.includes("me.paulschwarz") && build.includes("spring-dotenv") ? "spring-dotenv loads .env." : undefined;
}

export function startSpring(request: StartRequest): string {
  const gradle = besideEnv(request, "build.gradle") + besideEnv(request, "build.gradle.kts");
  return request.withEnv(gradle === "" ? "mvn spring-boot:run" : "gradle bootRun");
}

export const SPRING_YAML: Accessor = {
  title: "Spring YAML",
  languageIds: ["yaml", "spring-boot-properties-yaml"],
  takes: isApplication,
  reference: "${NAME}",
  inside: "Bearer ${NAME}",
  needs: "nothing",
  loader: "Quarkus, spring-dotenv, spring.config.import, direnv; else the shell",
  refuses: "comments, entry names",
  proof: { how: "parsed", by: "yaml" },
  locate: (file, findings) => locateYaml({ reference }, file, findings),
  loaded: loadsSpring,
  start: startSpring,
};
