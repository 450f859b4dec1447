// What a key is and what can be done about it, where the mouse rests on it.
import * as vscode from "vscode";
import {
  type ExposureAnswer,
  exposureLine,
  type Finding,
  ruleOf,
  TRIAGE,
  type Triage,
  triageWords,
} from "../core/index";
import type { CommandId } from "../manifest";
import { keyName, toRange } from "./convert";
import type { Diagnostics } from "./diagnostics";
import type { KnownOfKeys } from "./findingDiagnostics";
import { commandLink, plainText } from "./links";
import type { Place } from "./places";
import { BELIEF } from "./rulePage";

const LINKS: readonly CommandId[] = [
  "keystow.moveToEnv",
  "keystow.checkPublished",
  "keystow.explainRule",
  "keystow.keyActions",
];

export function registerHover(diagnostics: Diagnostics, { exposures, triages }: KnownOfKeys): vscode.Disposable {
  return vscode.languages.registerHoverProvider("*", {
    provideHover(document, position) {
      const finding = diagnostics.underlinedIn(document).find(({ span }) => toRange(span).contains(position));
      if (!finding) return undefined;
      const canMove = diagnostics.originOf(document.uri) === undefined;
      const { fingerprint } = finding;
      const known = { answer: exposures.get(fingerprint), triage: triages.get(fingerprint), canMove };
      return new vscode.Hover(hoverText(document.uri, finding, known), toRange(finding.span));
    },
  });
}

interface Known {
  readonly answer: ExposureAnswer | undefined;
  readonly triage: Triage | undefined;
  readonly canMove: boolean;
}

function hoverText(uri: vscode.Uri, finding: Finding, { answer, triage, canMove }: Known): vscode.MarkdownString {
  const { line, column } = finding.span.start;
  const place: Place = { uri: uri.toString(), line, character: column };
  const revokeUrl = ruleOf(finding.ruleId)?.revokeUrl;
  const links = [
    ...(canMove ? [`[Move to env file](${commandLink("keystow.moveToEnv", place).toString()})`] : []),
    `[Check whether it is published](${commandLink("keystow.checkPublished", place).toString()})`,
    `[About this kind of key](${commandLink("keystow.explainRule", finding.ruleId).toString()})`,
    `[More\u2026](${commandLink("keystow.keyActions", place).toString()})`,
    ...(revokeUrl ? [`[Revoke at ${plainText(finding.vendor)}](${revokeUrl})`] : []),
  ];
  const text = new vscode.MarkdownString(
    [
      `**${plainText(keyName(finding))}** \u2014 ${BELIEF[finding.confidence]}`,
      ...(triage ? [`Judged ${plainText(triageWords(triage))}. ${TRIAGE[triage.state].meaning}`] : []),
      ...(answer ? [plainText(exposureLine(answer))] : []),
      ...finding.notes.map((note) => `- ${plainText(note)}`),
      links.join(" \u00b7 "),
    ].join("\n\n"),
  );
  text.isTrusted = { enabledCommands: LINKS };
  return text;
}
