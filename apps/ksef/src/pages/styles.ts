/** The stylesheet of the public pages: one column, large targets, readable on a phone and in the dark. */
export const styles = `
:root {
  color-scheme: light dark;
  --paper: #f6f6f3; --sheet: #fff; --ink: #1b1f24; --quiet: #545b64; --line: #d5d8dc;
  --accent: #0b4a8f; --right: #146c2e; --wrong: #b3191f; --waiting: #8a5a00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181c; --sheet: #1d2126; --ink: #e8eaed; --quiet: #a7aeb7; --line: #3a4149;
    --accent: #8ab8f0; --right: #7fd296; --wrong: #ff9a93; --waiting: #f0c05a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 "IBM Plex Sans", system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
}
header, main, footer { max-width: 720px; margin: 0 auto; padding: 0 16px; }
header { display: flex; justify-content: space-between; align-items: center; min-height: 56px; gap: 16px; }
.brand { margin: 0; font-weight: 700; }
.brand span { font-weight: 400; color: var(--quiet); margin-left: 8px; }
header a { min-height: 44px; display: inline-flex; align-items: center; }
a { color: var(--accent); }
.environment { color: var(--quiet); font-size: 14px; padding-bottom: 12px; border-bottom: 1px solid var(--line); }
h1 { font-size: 24px; line-height: 1.25; margin: 24px 0 16px; }
h2 { font-size: 19px; line-height: 1.3; margin: 0 0 8px; }
section, form, dl { background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; padding: 16px; margin: 0 0 16px; }
.verdict { border-left-width: 6px; }
.verdict p { margin: 8px 0 0; }
.verdict.right { border-left-color: var(--right); } .verdict.right h2 { color: var(--right); }
.verdict.wrong { border-left-color: var(--wrong); } .verdict.wrong h2 { color: var(--wrong); }
.verdict.waiting { border-left-color: var(--waiting); } .verdict.waiting h2 { color: var(--waiting); }
dl { padding: 0 16px; }
dl div { padding: 10px 0; border-bottom: 1px solid var(--line); display: grid; grid-template-columns: 240px 1fr; gap: 4px 16px; }
dl div:last-child { border-bottom: 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
code { font: 15px/1.5 "IBM Plex Mono", ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.checks { list-style: none; margin: 0 0 16px; padding: 0; }
.checks li { background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; padding: 12px 16px; margin-bottom: 8px; }
.checks h3 { font-size: 16px; margin: 0; }
.checks p { margin: 4px 0 0; }
.mark { font-weight: 600; }
.mark.right { color: var(--right); } .mark.wrong { color: var(--wrong); } .mark.waiting { color: var(--quiet); }
label { display: block; font-weight: 600; margin-top: 16px; }
.hint { color: var(--quiet); font-size: 14px; margin: 0 0 4px; font-weight: 400; }
input {
  width: 100%; min-height: 44px; padding: 8px 12px; font: inherit; color: inherit; background: var(--paper);
  border: 1px solid var(--quiet); border-radius: 6px; font-variant-numeric: tabular-nums;
}
button {
  min-height: 44px; margin-top: 20px; padding: 8px 20px; font: inherit; font-weight: 600; border-radius: 6px;
  border: 1px solid var(--accent); background: var(--accent); color: var(--sheet); cursor: pointer;
}
a:focus-visible, input:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.plain { background: none; border: 0; padding: 0; }
.plain button { margin-top: 0; }
footer { color: var(--quiet); font-size: 14px; padding: 16px; }
@media (max-width: 520px) { dl div { grid-template-columns: 1fr; } h1 { font-size: 21px; } }
@media print { header a, form { display: none; } }
`;
