/** The page's style. Every pair of colours has the contrast of WCAG 2.2 AA; a severity is a word, never a colour alone. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --back: #ffffff; --text: #1b1f24; --soft: #57606a; --line: #c9d1d9; --edge: #6b7480; --link: #0a58a6;
  --error: #b3261e; --warning: #7a4d00; --information: #0b5c8a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #14181d; --text: #e6e9ed; --soft: #a3adb8; --line: #3a424c; --edge: #8a94a0; --link: #8ecbff;
    --error: #ff9c94; --warning: #f2c46d; --information: #8ecbff;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main, footer { max-width: 75rem; margin: 0 auto; padding: 1rem; }
footer { color: var(--soft); }
h1 { font-size: 1.75rem; margin: 0; }
h2 { font-size: 1.35rem; margin: 2rem 0 0.5rem; }
h3 { font-size: 1rem; margin: 0 0 0.35rem; }
a { color: var(--link); }
a:focus-visible, input:focus-visible, select:focus-visible, button:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 0.9em; }
.verdict { font-size: 1.15rem; margin: 0.5rem 0; }
.alert { border: 2px solid var(--warning); padding: 0.5rem 0.75rem; }
.tallies { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; }
.count { color: var(--soft); font-weight: 400; }
.file caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.error, .warning, .information { border: 1px solid currentcolor; border-radius: 0.25rem; padding: 0 0.35rem; font-weight: 600; }
.error { color: var(--error); }
.warning { color: var(--warning); }
.information { color: var(--information); }
form { display: flex; flex-wrap: wrap; gap: 0.75rem 1rem; align-items: end; margin: 0.5rem 0 1rem; }
form[hidden], [hidden] { display: none; }
label { display: grid; gap: 0.15rem; }
input, select, button { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--edge); border-radius: 0.25rem; padding: 0.3rem 0.5rem; min-height: 2.25rem; max-width: 100%; }
#shown { margin: 0; min-height: 2.25rem; display: flex; align-items: center; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1.5rem; }
caption { text-align: start; padding: 0.4rem 0; }
th, td { text-align: start; vertical-align: top; padding: 0.35rem 0.5rem; border-block: 1px solid var(--line); }
thead th { color: var(--soft); font-weight: 600; }
tbody th { font-weight: 400; }
h3, caption, th, td, li { overflow-wrap: anywhere; }
@media (min-width: 45.01rem) {
  .file table { table-layout: fixed; }
  .file th:nth-child(-n + 3) { width: 12%; }
  .file th:nth-child(4) { width: 26%; }
}
@media (max-width: 45rem) {
  table, tbody, caption { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { display: flex; flex-wrap: wrap; gap: 0.1rem 0.9rem; padding: 0.5rem 0; border-block: 1px solid var(--line); }
  tbody th, tbody td { border: 0; padding: 0; }
  input { width: 100%; }
}
@media print {
  :root { color-scheme: light; --back: #ffffff; --text: #000000; --soft: #333333; --line: #999999; --link: #000000; --error: #000000; --warning: #000000; --information: #000000; }
  form { display: none; }
  tr, li { break-inside: avoid; }
  caption, h2, h3 { break-after: avoid; }
  a::after { content: " (" attr(href) ")"; }
}
`;
