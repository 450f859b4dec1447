// VS Code as a person uses it: driven by keys and mouse, read from the screen.
import type { Locator, Page } from "./playwright";

/** A row of the quick fix menu. */
export interface MenuRow {
  readonly label: string;
  readonly disabled: boolean;
}

const MENU_ROW = ".action-widget .monaco-list-row.action";

/** One window. Every method waits for what it needs to see, at most 30 s, and fails when it does not come. */
export class Vscode {
  constructor(
    /** For what has no method here. */
    readonly page: Page,
    /** Ends the browser and the server. */
    readonly close: () => Promise<void>,
  ) {}

  /** Presses a key or chord: "Enter", "Shift+End"; "Mod+z" is Ctrl or, on a Mac, the command key. */
  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key.replace("Mod+", "ControlOrMeta+"));
  }

  /** Types into whatever has the focus, key by key. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Puts text on the clipboard and pastes it. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((it) => navigator.clipboard.writeText(it), text);
    await this.press("Mod+v");
  }

  /** Presses a key again every few seconds until something is seen. */
  private async pressUntil(key: string, wanted: Locator): Promise<void> {
    for (let tries = 0; tries < 10; tries++) {
      await this.press(key);
      if (await appears(wanted, 3_000)) return;
    }
    throw new Error(`${key} did not bring what it should`);
  }

  async undo(): Promise<void> {
    await this.press("Mod+z");
  }

  /** Opens a file of the folder by its path there, and has the cursor in it. */
  async openFile(path: string): Promise<void> {
    await this.press("Mod+p");
    await this.chooseQuickly(path);
    const name = path.slice(path.lastIndexOf("/") + 1);
    await this.page.locator(`.tabs-container .tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator(".monaco-editor.focused, .notebookOverlay").first().waitFor();
  }

  /** Opens a file with keys and waits until they are underlined, so that the extension has started. */
  async showsKeys(path: string): Promise<void> {
    await this.openFile(path);
    await this.squiggles().first().waitFor();
  }

  /** The row of a file or folder in the Explorer, where its parent is open. */
  inExplorer(name: string): Locator {
    return this.page.locator(`.explorer-folders-view .monaco-list-row[aria-label="${name}"]`);
  }

  /** Runs a command by its full title in the palette, "Keystow: Scan Workspace". */
  async runCommand(title: string): Promise<void> {
    await this.press("F1");
    await this.chooseQuickly(title, ">");
  }

  private async chooseQuickly(text: string, prefix = ""): Promise<void> {
    const box = this.page.locator(".quick-input-widget");
    const input = box.locator("input.input");
    await input.waitFor();
    await input.fill(prefix + text);
    const wanted = text.slice(text.lastIndexOf("/") + 1);
    // By the mouse: the first row, which Enter would take, may be another that matches loosely.
    await box.locator(".monaco-list-row").filter({ hasText: wanted }).first().click();
    await this.page.mouse.move(0, 0);
  }

  /** What the active editor shows, in lines from the top. */
  async editorText(): Promise<string> {
    const lines = await this.page.evaluate(() => {
      const shown = document.querySelectorAll<HTMLElement>(".editor-group-container.active .view-lines .view-line");
      return [...shown].map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent }));
    }, null);
    return lines
      .sort((one, other) => one.top - other.top)
      .map((line) => line.text.replaceAll("\u00a0", " "))
      .join("\n");
  }

  /** Waits until the active editor shows the text; reading it right after a key press would be too early. */
  async showsText(part: string): Promise<void> {
    const end = Date.now() + 30_000;
    while (!(await this.editorText()).includes(part)) {
      if (Date.now() > end) throw new Error(`the editor does not show ${part} but:\n${await this.editorText()}`);
      await this.page.waitForTimeout(50);
    }
  }

  /** The underlined stretches in the editors; `.first().waitFor()` for one to come, `.count()` for how many. */
  squiggles(kind: "error" | "warning" | "info" | "" = ""): Locator {
    return this.page.locator(`.monaco-editor .view-overlays [class*="squiggly-${kind}"]`);
  }

  /** Waits until nothing is underlined. */
  async noSquiggles(): Promise<void> {
    await this.squiggles().first().waitFor({ state: "detached" });
  }

  /** Puts the cursor into an underlined stretch, by the mouse, and takes the mouse away so that no hover comes. */
  async clickSquiggle(index = 0): Promise<void> {
    const [x, y] = await this.startOf(this.squiggles().nth(index));
    await this.page.mouse.click(x, y);
    await this.page.mouse.move(0, 0);
  }

  /** Rests the mouse on an underlined stretch until the hover shows all the parts, which come one by one; it stays open. */
  async hoverShows(parts: readonly string[], index = 0): Promise<void> {
    const [x, y] = await this.startOf(this.squiggles().nth(index));
    await this.page.mouse.move(x, y);
    const hover = this.page.locator(".monaco-hover:not(.hidden)").first();
    for (const part of parts) await hover.filter({ hasText: part }).waitFor();
  }

  /**
   * A point for the mouse, moved by hand since Playwright's own hover scrolls the editor. Near the start, since a long
   * line goes on behind the minimap.
   */
  private async startOf(target: Locator): Promise<[number, number]> {
    await target.waitFor();
    const box = await target.boundingBox();
    if (!box) throw new Error("it is not shown");
    return [box.x + Math.min(box.width / 2, 12), box.y + box.height / 2];
  }

  /**
   * Opens the quick fix menu (Ctrl+.) at the cursor and returns its rows; Enter takes the first, Escape closes it. No rows
   * when VS Code says that there is none, which it also does when all are disabled.
   */
  async quickFixes(): Promise<MenuRow[]> {
    const rows = this.page.locator(MENU_ROW);
    // VS Code forgets the key press when a language service that is starting reports something in between.
    await this.pressUntil("Mod+.", this.page.locator(`${MENU_ROW}, .monaco-editor-overlaymessage`).first());
    return Promise.all(
      (await rows.all()).map(async (row) => ({
        label: await row.locator(".title").innerText(),
        disabled: (await row.getAttribute("class"))?.split(" ").includes("option-disabled") ?? false,
      })),
    );
  }

  /** Chooses a row of the open quick fix menu by its label, and waits until the menu is gone. */
  async chooseFix(label: string): Promise<void> {
    const rows = this.page.locator(MENU_ROW);
    await rows.filter({ hasText: label }).click();
    await rows.first().waitFor({ state: "detached" });
  }

  /** Opens the context menu of something and chooses what a menu in it has. */
  async chooseInMenu(of: Locator, inner: string, label: string): Promise<void> {
    const rows = this.page.locator(".monaco-menu .action-label");
    await of.click({ button: "right" });
    await rows.filter({ hasText: inner }).first().hover();
    // For its first 100 ms a menu does not hear that a button is let go.
    await rows.filter({ hasText: label }).first().click({ delay: 500 });
  }

  /** Chooses another way of pasting in the menu that appears beside what was just pasted. */
  async choosePaste(label: string): Promise<void> {
    await this.page.locator(".post-edit-widget .monaco-button").first().click();
    await this.page.locator(".action-widget .monaco-list-row").filter({ hasText: label }).click();
  }

  /** The labels of the list of choices, once it has come. */
  async picks(): Promise<string[]> {
    const rows = this.page.locator(".quick-input-widget .monaco-list-row");
    await rows.first().waitFor();
    // The list of commands, which has been left, goes first.
    await this.page
      .locator(".quick-input-widget .quick-input-list .monaco-checkbox, .quick-input-list-checkbox")
      .first()
      .waitFor();
    return rows.locator(".quick-input-list-label .label-name:visible").allInnerTexts();
  }

  /** Opens the Problems view and returns the messages in it, as a screen reader reads them. It must not be open yet. */
  async openProblems(): Promise<string[]> {
    await this.press("Mod+Shift+m");
    const rows = this.page.locator(".markers-panel .monaco-list-row");
    await rows.first().waitFor();
    const labels = await Promise.all((await rows.all()).map((row) => row.getAttribute("aria-label")));
    return labels.flatMap((label) => label ?? []);
  }

  /** The text of a status bar item. Its id is "<publisher>.<extension>.<item>", or VS Code's own "status.problems". */
  async statusItem(id: string): Promise<string> {
    const item = this.page.locator(`.statusbar-item[id="${id}"]`);
    await item.waitFor();
    return (await item.innerText()).replace(/\s+/g, " ").trim();
  }

  /** The texts of the notifications that are shown now. */
  async notifications(): Promise<string[]> {
    return this.page.locator(".notification-toast .notification-list-item-message").allInnerTexts();
  }

  /** Presses a button of a notification. */
  async pressNotificationButton(label: string): Promise<void> {
    await this.page.locator(".notification-toast .monaco-button").filter({ hasText: label }).click();
  }

  /** A picture of the window (PNG), or of a part of it. */
  async screenshot(path: string, part?: Locator): Promise<void> {
    await (part ?? this.page).screenshot({ path });
  }
}

/** Whether something becomes visible within a time in milliseconds. */
function appears(wanted: Locator, timeout: number): Promise<boolean> {
  return wanted.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}
