// Reports for the tests of the formats.
import type { Report, ReportFinding, ReportSuppressed, Skipped } from "../../src/core/index";

/** A finding, but for what a test changes of it. */
export function sampleFinding(changes: Partial<ReportFinding> = {}): ReportFinding {
  return {
    ruleId: "openai-project-key",
    vendor: "OpenAI",
    file: "src/app.py",
    startLine: 3,
    startColumn: 12,
    endLine: 3,
    endColumn: 168,
    severity: "error",
    confidence: "high",
    mask: "sk-proj-…156",
    fingerprint: "k1:00112233445566778899aabbccddeeff",
    ...changes,
  };
}

/** A whole report, its summary counted. */
export function reportOf(
  findings: readonly ReportFinding[],
  suppressed: readonly ReportSuppressed[] = [],
  skipped: readonly Skipped[] = [],
): Report {
  return {
    schema: 1,
    tool: { name: "keystow", version: "1.2.3" },
    complete: true,
    findings,
    suppressed,
    skipped,
    summary: { files: 12, bytes: 3456, findings: findings.length, ignored: 0 },
  };
}
