// Text in the pages that Keystow shows.

/** Text as Markdown that shows it as it is: names of files and titles of own patterns come from a repository. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\p{Cf}]/gu, "\u{fffd}")
    .replace(/[\\`*_{}[\]()#+\-.!~|<>&$]/g, "\\$&");
}

/** Text as code within a line. */
export function inlineCode(text: string): string {
  const clean = text.replace(/\s+/g, " ").replace(/[\p{Cc}\p{Cf}]/gu, "\u{fffd}");
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest > 0 ? `${fence} ${clean} ${fence}` : `${fence}${clean}${fence}`;
}
