import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** VS Code user settings, as in settings.json. */
export type Settings = Readonly<Record<string, unknown>>;

/** A web VS Code as a desktop one in what tests depend on, and nothing that talks, asks or fetches by itself. */
export const quietSettings: Settings = {
  "files.autoSave": "off", // a web VS Code saves after a delay by default, the desktop one does not
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "workbench.enableExperiments": false,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "git.enabled": false, // its pipes to git break when folders go, which mocha takes for an error of the test that runs
  "security.workspace.trust.startupPrompt": "never", // untrusted means Restricted Mode at once, without a dialog
};

/** For pictures: the editor and little else. Show 40 columns of code at most. */
export const pictureSettings: Settings = {
  "workbench.colorTheme": "Dark Modern",
  "workbench.layoutControl.enabled": false,
  "window.commandCenter": false,
  "window.menuBarVisibility": "hidden",
  "window.title": "${activeEditorShort}",
  "breadcrumbs.enabled": false,
  "editor.fontSize": 15,
  "editor.minimap.enabled": false,
  "editor.scrollbar.vertical": "hidden",
  "editor.scrollbar.horizontal": "hidden",
  "git.blame.statusBarItem.enabled": false,
};

/** Writes the user settings of a profile folder: the quiet ones, and the given ones over them. */
export function writeUserSettings(profile: string, settings: Settings = {}): void {
  const user = join(profile, "User");
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, "settings.json"), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
}
