// Findings as VS Code's diagnostics: in words, and with what is known of their keys.
import * as vscode from "vscode";
import {
  exposureLine,
  type Finding,
  isOpen,
  SENT_TO_BROWSERS,
  type SuppressedFinding,
  type Triage,
  triageWords,
} from "../core/index";
import { keyName, toPosition, toRange, toSeverity } from "./convert";
import type { Exposures } from "./exposures";
import { rulePage } from "./rulePage";
import type { Triages } from "./triages";

export const SOURCE = "Keystow";

/** What is known of keys by their fingerprints. */
export interface KnownOfKeys {
  readonly exposures: Exposures;
  readonly triages: Triages;
}

/** What the Problems panel shows of one document. */
export interface Published {
  readonly findings: readonly Finding[];
  /** Not shown there, but a change all the same. */
  readonly suppressed: readonly SuppressedFinding[];
  readonly notice: string | undefined;
  readonly isEnvFile: boolean;
  /** Where a text is that is in no file. */
  readonly origin: string | undefined;
}

export function diagnosticsOf(
  uri: vscode.Uri,
  { findings, notice, isEnvFile, origin }: Published,
  told: KnownOfKeys,
): readonly vscode.Diagnostic[] {
  const words = origin !== undefined ? keptWords(origin) : isEnvFile ? exposedWords : hardcodedWords;
  const diagnostics = findings.map((finding) => {
    const triage = told.triages.get(finding.fingerprint);
    const diagnostic =
      triage && !isOpen(triage)
        ? diagnosticOf(finding, judgedWords(finding, triage), vscode.DiagnosticSeverity.Hint)
        : diagnosticOf(finding, words(finding), toSeverity(finding.severity));
    const answer = told.exposures.get(finding.fingerprint);
    if (answer)
      diagnostic.relatedInformation = [
        new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, diagnostic.range), exposureLine(answer)),
      ];
    return diagnostic;
  });
  return [...(notice ? [noticeDiagnostic(notice)] : []), ...diagnostics];
}

const HARDCODED: Readonly<Record<Finding["confidence"], string>> = {
  high: "Hardcoded",
  medium: "Likely a hardcoded",
  low: "Possibly a hardcoded",
};

function hardcodedWords(finding: Finding): string {
  const what = `${HARDCODED[finding.confidence]} ${keyName(finding)}`;
  if (finding.notes.includes(SENT_TO_BROWSERS)) return `${what}. ${SENT_TO_BROWSERS}`;
  return `${what}. Move it to an env file (Quick Fix), and rotate it if it was ever shared.`;
}

/** A text that nobody can edit has nothing to be fixed in. */
function keptWords(origin: string): (finding: Finding) => string {
  return (finding) => `${HARDCODED[finding.confidence]} ${keyName(finding)}. ${origin}`;
}

/** An env file is where a key belongs, so a finding in one means that Git would publish the file. */
function exposedWords(finding: Finding): string {
  return `${keyName(finding)} in an env file that Git tracks or does not ignore. Keep the file out of Git, and rotate the key if it was ever pushed.`;
}

/** There is nothing left to do about it, and the Problems panel lists no hints. */
function judgedWords(finding: Finding, triage: Triage): string {
  return `${keyName(finding)}, judged ${triageWords(triage)}.`;
}

/** Other extensions and agents read diagnostics: there is no character of the key in one, and no hash of it. */
function diagnosticOf(finding: Finding, message: string, severity: vscode.DiagnosticSeverity): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(finding.span), message, severity);
  diagnostic.source = SOURCE;
  diagnostic.code = { value: finding.ruleId, target: rulePage(finding.ruleId) };
  return diagnostic;
}

function noticeDiagnostic(notice: string): vscode.Diagnostic {
  const start = toPosition({ offset: 0, line: 0, column: 0 });
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(start, start.translate(0, 1)),
    notice,
    vscode.DiagnosticSeverity.Information,
  );
  diagnostic.source = SOURCE;
  return diagnostic;
}
