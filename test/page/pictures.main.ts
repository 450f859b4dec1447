// Takes the README's pictures: node out/page/pictures.main.js, after a build. The keys in them are made up from a seed and
// open nothing.
import { join } from "node:path";
import { root } from "../host/machine";
import { pictureSettings } from "../host/settings";
import { makeKey, openScene } from "./scene";

const OPENAI = makeKey("openai/project key", "picture");
const GROQ = makeKey("groq/API key", "picture");

const CODE = `import os

from openai import OpenAI

client = OpenAI(api_key="${OPENAI}")


def ask(question):
    answer = client.responses.create(model="gpt-5", input=question)
    return answer.output_text
`;

const NODE = `import Groq from "groq-sdk";

const groq = new Groq({ apiKey: "${GROQ}" });
`;

async function main(): Promise<void> {
  const { code, close } = await openScene(
    { "chat.py": CODE, "groq.js": NODE },
    {
      viewport: { width: 960, height: 540 },
      deviceScaleFactor: 2,
      settings: {
        ...pictureSettings,
        "workbench.activityBar.location": "hidden",
        "workbench.sideBar.location": "right",
      },
    },
  );
  const picture = (name: string): Promise<void> => code.screenshot(join(root, "media", `${name}.png`));
  try {
    await code.openFile("chat.py");
    await code.press("Mod+b");
    await code.clickSquiggle();
    await code.quickFixes();
    await picture("quick-fix");
    await code.press("Escape");
    await code.openFile("groq.js");
    await code.hoverShows(["Move to env file"]);
    await code.page.locator(".monaco-hover").filter({ hasText: "Loading" }).first().waitFor({ state: "detached" });
    await picture("hover");
  } finally {
    await close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
