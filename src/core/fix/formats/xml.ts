// XML reads no variables; a few of the programs that load it do, and the person is told how.
import type { Accessor } from "../accessor";
import { baseName } from "../folders";
import { COMMENT_REASON, locateEach, type SourceFile } from "../source";

function whyNot({ path }: SourceFile): string {
  const name = baseName(path).toLowerCase();
  // https://maven.apache.org/settings.html, https://maven.apache.org/pom.html#properties
  if (/^(?:settings|pom)\.xml$/.test(name))
    return "Write ${env.NAME} in place of the key. Maven puts the variable there.";
  // https://learn.microsoft.com/nuget/reference/nuget-config-file
  if (name === "nuget.config") return "Write %NAME% in place of the key. NuGet puts the variable there.";
  if (/^log4j2/.test(name)) return "Write ${env:NAME} in place of the key. Log4j puts the variable there.";
  if (/^logback/.test(name)) return "Write ${NAME} in place of the key. Logback puts the variable there.";
  if (/^(?:web|app)\.config$/.test(name))
    return "Keep the key in a file of its own that appSettings names with file, outside the repository, or set it in the environment.";
  if (/(?:^|\/)res\/values/.test(path) || name === "androidmanifest.xml")
    return "What an app holds, everybody who has it can read. Let a server of your own keep the key.";
  return "XML reads no variables unless the program that loads it does. Let that program read the key from the environment.";
}

export const XML: Accessor = {
  title: "XML",
  languageIds: ["xml"],
  reference: "",
  inside: "",
  needs: "",
  loader: "",
  refuses: "XML reads no variables unless the program that loads it does; the message says what to do in known files.",
  proof: { how: "refused", by: "" },
  locate: (file, findings) =>
    locateEach(findings, ({ span }) => {
      const before = file.text.slice(Math.max(0, span.start.offset - 2000), span.start.offset);
      return before.lastIndexOf("<!--") > before.lastIndexOf("-->") ? COMMENT_REASON : whyNot(file);
    }),
};
