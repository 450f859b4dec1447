// Records the README's clip, media/move.gif: node out/page/clip.main.js, after a build. A few pictures of a real VS Code, each
// shown as long as a person needs; the keys are made up from a seed and open nothing.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../host/machine";
import { pictureSettings } from "../host/settings";
import { toolbox } from "../languages/toolbox";
import { makeKey, openScene } from "./scene";

const OPENAI = makeKey("openai/project key", "picture");

const CODE = `from openai import OpenAI

client = OpenAI(api_key="")


def ask(question):
    answer = client.responses.create(model="gpt-5", input=question)
    return answer.output_text
`;

/** What of the packages is used. */
interface Encoder {
  writeFrame(indices: Uint8Array, width: number, height: number, options: { palette: unknown; delay: number }): void;
  finish(): void;
  bytes(): Uint8Array;
}
interface Gif {
  readonly GIFEncoder: () => Encoder;
  readonly quantize: (pixels: Uint8Array, colors: number) => unknown;
  readonly applyPalette: (pixels: Uint8Array, palette: unknown) => Uint8Array;
}
interface Png {
  PNG: { sync: { read(file: Buffer): { readonly width: number; readonly height: number; readonly data: Uint8Array } } };
}

const COLORS = 96;

async function main(): Promise<void> {
  const { GIFEncoder, quantize, applyPalette } = toolbox().require("gifenc") as Gif;
  const { PNG } = toolbox().require("pngjs") as Png;
  const gif = GIFEncoder();
  const { code, close } = await openScene(
    { "chat.py": CODE, ".git/HEAD": "ref: refs/heads/main\n" },
    {
      viewport: { width: 900, height: 470 },
      settings: {
        ...pictureSettings,
        "workbench.activityBar.location": "hidden",
        "workbench.sideBar.location": "right",
        "editor.cursorBlinking": "solid",
        "editor.wordWrap": "on",
      },
    },
  );
  /** Adds what is shown now, for so many milliseconds. */
  const frame = async (delay: number): Promise<void> => {
    const { width, height, data } = PNG.sync.read(await code.page.screenshot());
    const palette = quantize(data, COLORS);
    gif.writeFrame(applyPalette(data, palette), width, height, { palette, delay });
  };
  try {
    await code.openFile("chat.py");
    await code.press("Mod+Home");
    for (const key of ["ArrowDown", "ArrowDown", "End", "ArrowLeft", "ArrowLeft"]) await code.press(key);
    await frame(1200);
    await code.paste(OPENAI);
    await code.squiggles("error").first().waitFor();
    await frame(1600);
    await code.quickFixes();
    await frame(2000);
    await code.press("Enter");
    await code.showsText('os.environ["OPENAI_API_KEY"]');
    await code.inExplorer(".env").waitFor();
    await code.page.locator(".notification-toast").first().waitFor();
    await code.page.waitForTimeout(500); // it fades in
    await frame(3500);
    await code.runCommand("Notifications: Clear All Notifications");
    await code.page.locator(".editor-group-container.active .view-lines").first().click();
    await code.undo();
    await code.squiggles("error").first().waitFor();
    await code.inExplorer(".env").waitFor({ state: "detached" });
    await frame(2500);
  } finally {
    await close();
  }
  gif.finish();
  writeFileSync(join(root, "media", "move.gif"), gif.bytes());
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
