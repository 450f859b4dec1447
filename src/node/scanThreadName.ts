/** What a thread that scans is given, to be known by where its program is also another. */
export const SCAN_THREAD = "keystow scan";
