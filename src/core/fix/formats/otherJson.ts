// JSON that no program is known to put variables into.
import type { Accessor } from "../accessor";
import { baseName } from "../folders";
import { locateEach, type SourceFile } from "../source";
import { jsonPlaces } from "./json";

const WHY: readonly (readonly [RegExp, string])[] = [
  [
    /(?:^|\/)claude_desktop_config\.json$/,
    "Claude Desktop reads no variables in this file. Start the server through a script that loads an env file, and name the script as its command.",
  ],
  [
    /(?:^|\/)cline_mcp_settings\.json$/,
    "Cline reads no variables in this file. Start the server through a script that loads an env file, and name the script as its command.",
  ],
  [
    /(?:^|\/)\.claude\/settings(?:\.local)?\.json$/,
    "Claude Code reads no variables in its settings. Set the key in the shell that starts it, or let apiKeyHelper print it.",
  ],
  [
    /(?:^|\/)\.?zed\/settings\.json$/,
    "Zed reads no variables in its settings. Set the key in Zed's assistant settings, which keep it in the system's keychain, or in the shell that starts Zed.",
  ],
  [
    /(?:^|\/)(?:package|composer)\.json$/,
    "A manifest reads no variables. Let the program or the script read the key from the environment.",
  ],
  [/(?:^|\/)tsconfig[^/]*\.json$/, "The compiler reads no variables in this file. Remove the key by hand."],
  [
    /(?:^|\/)(?:app|eas)\.json$/,
    "Expo reads no variables in JSON. Write app.config.js, which reads process.env, and set the key with `eas env:create`; what an app holds, everybody can read.",
  ],
  [/(?:^|\/)vercel\.json$/, "Set the key with `vercel env add`, and remove it here: every function has it then."],
];

function whyNot({ path }: SourceFile): string {
  return (
    WHY.find(([file]) => file.test(path))?.[1] ??
    (/\.ipynb$/.test(baseName(path))
      ? "Move the key in the notebook's editor."
      : "JSON reads no variables unless the program that loads it does. Let that program read the key from the environment.")
  );
}

export const OTHER_JSON: Accessor = {
  title: "Other JSON",
  languageIds: ["json", "jsonc"],
  reference: "",
  inside: "",
  needs: "",
  loader: "",
  refuses: "JSON reads no variables unless the program that loads it does; the message says what to do in known files.",
  proof: { how: "refused", by: "" },
  locate: (file, findings) => {
    const places = jsonPlaces(file, findings);
    return locateEach(findings, (finding) => {
      const place = places(finding);
      return typeof place === "string" ? place : whyNot(file);
    });
  },
};
