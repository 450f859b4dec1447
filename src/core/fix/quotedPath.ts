/** A path as one word of a POSIX shell. */
export function quotedPath(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** A path as one text of PowerShell. */
export function powershellQuoted(path: string): string {
  return `'${path.replaceAll("'", "''")}'`;
}
