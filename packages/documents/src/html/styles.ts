/** How a document looks. Sizes in pixels on the screen and in points on paper; colours stand in variables. */
import { accentColours, darkSheet } from '../layout/colour.ts';
import type { DocumentLook } from '../layout/look.ts';
import { mostCardLabels } from './table.ts';
import { cssString } from './text.ts';

/** `system`: what the reader's system has. Paper is always light. */
export type DocumentTheme = 'system' | 'light' | 'dark';

const known = new Map<string, string>();
/** Looks of companies are few; whoever makes up thousands of them pays for each. */
const mostKnown = 64;

/** The stylesheet of documents. Throws `DocumentError` 'accent-colour'. */
export function documentStyles(look: DocumentLook = {}, theme: DocumentTheme = 'system'): string {
  const key = `${theme} ${look.accentColour ?? ''}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const { onPaper, onDark } = accentColours(look);
  const light = `--ink:#15191f;--quiet:#59626f;--line:#cfd5dd;--ground:#f3f5f8;--around:#e9ecf0;--sheet:#fff;--accent:${onPaper};--notice:#8a5a00;--code-shift:-1`;
  const dark = `--ink:#e8eaed;--quiet:#a7aeb7;--line:#3a4149;--ground:#272c32;--around:#131619;--sheet:${darkSheet};--accent:${onDark};--notice:#f0c05a;--code-shift:0`;
  const styles = themed(theme, light, dark) + rules;
  if (known.size >= mostKnown) known.clear();
  known.set(key, styles);
  return styles;
}

function themed(theme: DocumentTheme, light: string, dark: string): string {
  if (theme === 'light') return `.document{color-scheme:light;${light}}`;
  const onScreen = theme === 'dark' ? '@media screen' : '@media screen and (prefers-color-scheme:dark)';
  return `:root,.document{color-scheme:light;${light}}${onScreen}{:root,.document{color-scheme:dark;${dark}}}`;
}

/** Title and number of the page at its foot, for browsers that print them. */
export const printEdges = (title: string): string =>
  `@page{@bottom-left{content:${cssString(title)}}@bottom-right{content:counter(page) " / " counter(pages)}}`;

const cardLabels = Array.from(
  { length: mostCardLabels },
  (_, index) => `.cards td:nth-child(${index + 1})::before{content:var(--c${index + 1})}`,
).join('');

const rules = `
.document,.document *{box-sizing:border-box}
body{margin:0;background:var(--around)}
.document{display:block;max-width:960px;margin:24px auto;padding:48px 56px;background:var(--sheet);color:var(--ink);font:14px/1.45 "IBM Plex Sans",system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;overflow-wrap:anywhere;font-variant-numeric:tabular-nums;border-radius:6px}
.document:has(.denser){max-width:1280px}
.document small{font-size:.86em;font-weight:400;color:var(--quiet)}
small::before{content:"/ "}
.document a{color:var(--accent)}
.document :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.mono{font-family:"IBM Plex Mono",ui-monospace,"Cascadia Mono","Liberation Mono","DejaVu Sans Mono",monospace;font-size:.95em}
.quiet{color:var(--quiet)}
.unseen{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
strong{font-weight:600}
p,dl,dd,ul,figure,h1,h2,h3,h4,h5,h6{margin:0;padding:0}
header{display:grid;grid-template-columns:1fr 1fr;gap:16px 40px;align-items:start;padding-bottom:16px;border-bottom:2px solid var(--accent)}
.logo{display:block;width:auto;height:auto;max-width:min(200px,100%);max-height:64px;margin-bottom:16px}
h1{font-size:28px;line-height:1.2;font-weight:600}
h1 small{font-size:.6em}
.number{margin-top:8px;font-size:17px}
.number>span{display:block;font-size:12px;color:var(--quiet)}
.notice{margin-top:16px;padding:10px 14px;border-left:4px solid var(--notice);background:var(--ground);font-weight:600}
section{margin-top:28px}
h2{font-size:16px;line-height:1.3;font-weight:600;color:var(--accent);margin-bottom:8px}
h3,h4,h5,h6{font-size:14px;font-weight:600;margin-bottom:6px}
h2.unseen~.columns h3{color:var(--accent);font-size:15px}
section>*+*{margin-top:12px}
section>.unseen+*,section>h2+*,section>h3+*,section>h4+*,section>style+*{margin-top:0}
.columns{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:24px 40px}
.columns>section{margin-top:0}
.columns+.columns{margin-top:24px}
dt{color:var(--quiet);font-size:12px}
.fields{display:grid;gap:8px 24px}
.fields.two{grid-template-columns:repeat(2,minmax(0,1fr))}
.fields.three{grid-template-columns:repeat(3,minmax(0,1fr))}
.fields.two .wide{grid-column:1/-1}
.fields.three .wide{grid-column:span 2}
.fields.one{gap:2px 0}
.fields.one>div{display:grid;grid-template-columns:minmax(96px,20%) minmax(0,1fr);gap:0 12px;align-items:baseline}
.columns .fields.one>div{grid-template-columns:minmax(116px,30%) minmax(0,1fr)}
.text,dd{white-space:pre-line}
.columns .text+.text{margin-top:2px}
ul.notices{list-style:none}
ul.notices li{position:relative;padding-left:14px}
ul.notices li::before{content:"";position:absolute;left:0;top:.55em;width:6px;height:6px;background:var(--accent)}
div.table{position:relative;overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:13px}
caption{text-align:start;font-weight:600;padding-bottom:6px}
th,td{text-align:start;vertical-align:baseline;padding:6px 12px 6px 0;font-weight:400}
tr>:last-child{padding-right:0}
thead th{overflow-wrap:normal;font-size:12px;line-height:1.3;color:var(--quiet);vertical-align:bottom;border-bottom:1.5px solid var(--ink)}
thead small{display:block}
thead small::before{content:none}
.figure{text-align:end}
tbody .figure,tfoot .figure{white-space:nowrap}
tbody .long,tfoot .long{white-space:normal}
tbody tr>*,tfoot tr>*{border-bottom:1px solid var(--line)}
tr:has(+.details)>*{border-bottom:0;padding-bottom:0}
.details td{padding-top:1px;font-size:12px}
.details dl{display:flex;flex-wrap:wrap;gap:0 14px}
.details dl>div{display:flex;gap:0 4px;flex-wrap:wrap}
.details dt::after{content:":"}
.total>*{font-weight:600;border-bottom:0;border-top:1.5px solid var(--ink)}
.total+.total>*{border-top:0}
.before>*{color:var(--quiet)}
.difference>*{background:var(--ground)}
.difference>:first-child{box-shadow:-6px 0 var(--ground)}
.difference>:last-child{box-shadow:6px 0 var(--ground)}
.dense{font-size:12px}
.dense th,.dense td{padding-right:8px}
.dense thead th,.dense .details td{font-size:11px}
.denser{font-size:11px}
.denser th,.denser td{padding-right:6px}
.dense tr>:last-child{padding-right:0}

.amount{margin-left:auto;width:50%;border-top:2px solid var(--accent);padding-top:8px;text-align:end}
.amount>div{display:flex;justify-content:end;gap:0 12px;align-items:baseline;flex-wrap:wrap}
.amount .sum{display:block;margin-bottom:4px}
.amount .sum dt{font-size:14px;font-weight:600;color:var(--ink)}
.amount .sum dd{font-size:28px;line-height:1.2;font-weight:600}
.codes{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(300px,100%),1fr));gap:24px 40px}
figure{display:grid;grid-template-columns:min-content minmax(0,420px);gap:8px 16px;align-items:start}
.qr{display:block;background:#fff;margin:0 0 calc(var(--quiet-zone)*var(--code-shift)*.6) calc(var(--quiet-zone)*var(--code-shift))}
figcaption{display:contents;font-size:12px}
figcaption>strong{grid-area:2/1/3/3;font-size:12px}
figcaption>span{grid-area:1/2;color:var(--quiet);padding-top:10px}
footer{margin-top:32px;padding-top:10px;border-top:1px solid var(--line);color:var(--quiet);font-size:12px}
@media screen and (max-width:640px){
.document{margin:0;padding:24px 16px;border-radius:0}
header,.columns,.fields.two,.fields.three{grid-template-columns:minmax(0,1fr)}
header .fields.two{grid-template-columns:repeat(2,minmax(0,1fr))}
.fields.three .wide{grid-column:auto}
h1{font-size:24px}
.amount{width:auto}
figcaption>span{grid-area:3/1/4/3;padding:0}
table{font-size:12px}
th,td{padding-right:8px}
.cards{font-size:14px}
.cards,.cards caption,.cards tbody,.cards tfoot,.cards td,.cards th{display:block}
.cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.cards tr{display:grid;grid-template-columns:auto minmax(0,1fr);gap:1px 8px;padding:10px 0;border-bottom:1px solid var(--line)}
.cards tr>*{grid-column:1/-1;border:0;padding:1px 0}
.cards tr>td:first-child:not(:empty):has(+th){grid-column:1;color:var(--quiet)}
.cards tr>td:first-child:not(:empty)+th{grid-column:2}
.cards th{font-weight:600}
.cards .figure{white-space:normal}
.cards td{display:flow-root;text-align:end}
.cards td:empty{display:none}
.cards td::before{color:var(--quiet);font-size:12px;float:left;margin-right:16px}
${cardLabels}
.cards tr>td:first-child:has(+th)::before{content:none}
.cards tr:has(+.details){border-bottom:0;padding-bottom:0}
.cards .details{padding-top:2px}
.cards .details td:not(:empty){display:block;text-align:start}
.cards .details td:nth-child(n)::before{content:none}
.cards .total{border-top:1.5px solid var(--ink)}
.cards .difference{padding:10px 8px;margin:0 -8px;background:var(--ground)}
}
@media print{
@page{size:A4;margin:14mm 15mm 18mm;font:8pt "IBM Plex Sans","Noto Sans","DejaVu Sans",sans-serif;color:#59626f}
body{background:none}
.document{max-width:none;margin:0;padding:0;font-size:9pt;line-height:1.4;border-radius:0;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.document a{color:inherit;text-decoration:none}
table{font-size:8.5pt}
div.table{overflow:visible}
.denser .figure{white-space:normal}
dt,thead th,.details td,figcaption,footer,.number>span{font-size:7.5pt}
.dense{font-size:7.5pt}
.denser{font-size:6.5pt}
section{margin-top:5mm}
h1{font-size:20pt}
h2{font-size:11pt}
h3,h4,h5,h6{font-size:9.5pt}
thead{display:table-header-group}
tfoot{display:table-row-group}
tr,figure,.fields>div,.amount,header,.notices li{break-inside:avoid}
h2,h3,h4,caption,thead{break-after:avoid}
.details,tfoot tr,.amount{break-before:avoid}
tr:has(+.details){break-after:avoid}
}
`;
