// What the view "Findings" declares to VS Code, as data: container, view, welcome, menus, keys.

export const FINDINGS_VIEW = "keystow.findings";

/** True while the view has a finding to go to. */
export const HAS_FINDINGS = "keystow.hasFindings";

/** True from the first scan of the session on. */
export const SCANNED = "keystow.scanned";

/** True while the view shows only what fits a filter. */
export const FILTERED = "keystow.findingsFiltered";

export const FINDINGS_VIEWS = {
  viewsContainers: {
    activitybar: [{ id: "keystow", title: "Keystow", icon: "media/findings.svg" }],
  },
  views: {
    keystow: [{ id: FINDINGS_VIEW, name: "Findings", icon: "media/findings.svg", contextualTitle: "Keystow" }],
  },
  viewsWelcome: [
    {
      view: FINDINGS_VIEW,
      when: `workspaceFolderCount > 0 && !${SCANNED}`,
      contents:
        "Look for hardcoded AI service keys in every file, also in those that are not open. Nothing leaves this machine.\n" +
        "[Scan Workspace](command:keystow.scanWorkspace)",
    },
    {
      view: FINDINGS_VIEW,
      when: "workspaceFolderCount == 0",
      contents:
        "Keystow underlines hardcoded AI service keys in what you open. Open a folder to look into all of its files.\n" +
        "[Open Folder](command:vscode.openFolder)",
    },
  ],
} as const;

const IN_VIEW = `view == ${FINDINGS_VIEW}`;
const KEYS = `${IN_VIEW} && viewItem =~ /^(finding|file|group)$/`;
const JUDGED = `${IN_VIEW} && viewItem =~ /^(finding|file|group|suppressed)$/`;
const ONE = `${IN_VIEW} && viewItem =~ /^(finding|suppressed)$/ && !listMultiSelection`;

/** What can be judged of a key, below "Triage". */
export const TRIAGE_MENU = "keystow.triageMenu";

/** Entries by VS Code's names of the menus. */
export const FINDINGS_MENUS = {
  "view/title": [
    { command: "keystow.scanWorkspace", when: IN_VIEW, group: "navigation@1" },
    { command: "keystow.groupFindings", when: IN_VIEW, group: "navigation@2" },
    { command: "keystow.filterFindings", when: IN_VIEW, group: "navigation@3" },
    { command: "keystow.clearFilter", when: `${IN_VIEW} && ${FILTERED}`, group: "navigation@4" },
    { command: "keystow.nextFinding", when: IN_VIEW, group: "1_walk@1" },
    { command: "keystow.previousFinding", when: IN_VIEW, group: "1_walk@2" },
    { command: "keystow.moveAllInWorkspace", when: IN_VIEW, group: "2_all@1" },
    { command: "keystow.checkAllPublished", when: IN_VIEW, group: "2_all@2" },
    { command: "keystow.exportReport", when: IN_VIEW, group: "3_files@1" },
    { command: "keystow.exportTriage", when: IN_VIEW, group: "3_files@2" },
    { command: "keystow.importTriage", when: IN_VIEW, group: "3_files@3" },
  ],
  "view/item/context": [
    { command: "keystow.moveSelected", when: KEYS, group: "inline@1" },
    { command: "keystow.checkSelected", when: JUDGED, group: "inline@2" },
    { command: "keystow.moveSelected", when: KEYS, group: "1_fix@1" },
    { command: "keystow.checkSelected", when: JUDGED, group: "1_fix@2" },
    { command: "keystow.allow", when: `${ONE} && viewItem == finding`, group: "1_fix@3" },
    { submenu: TRIAGE_MENU, when: JUDGED, group: "2_judge@1" },
    { command: "keystow.keyActions", when: ONE, group: "3_more@1" },
  ],
  [TRIAGE_MENU]: [
    { command: "keystow.triageTrue", group: "1_state@1" },
    { command: "keystow.triageFalse", group: "1_state@2" },
    { command: "keystow.triageRotated", group: "1_state@3" },
    { command: "keystow.triageNone", group: "2_none@1" },
  ],
} as const;

/** VS Code's own F8 goes through the problems of all extensions. */
export const FINDINGS_KEYS = [
  { command: "keystow.nextFinding", key: "ctrl+f8", mac: "cmd+f8", when: HAS_FINDINGS },
  { command: "keystow.previousFinding", key: "ctrl+shift+f8", mac: "cmd+shift+f8", when: HAS_FINDINGS },
] as const;
