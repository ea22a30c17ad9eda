import { createHash } from 'node:crypto';

/** The one style sheet of the pages, written into them: nothing else is fetched before the first view. */
export const style = `
:root{--ink:#1c2430;--paper:#fbfaf6;--card:#fff;--line:#d9d5c8;--tile:#1b4b8f;--soft:#566070;--warn:#8a5700;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--ink:#eceae3;--paper:#14181f;--card:#1c222b;--line:#3a424e;--tile:#8ab0df;--soft:#a9b2bf;--warn:#f4bc50}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 "Noto Sans","Noto Sans SC",system-ui,sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:1080px;margin:0 auto;padding:12px 16px}
header{display:flex;flex-wrap:wrap;gap:8px 20px;align-items:center;border-bottom:1px solid var(--line)}
header .mark{font-weight:700;margin-right:auto}
a{color:var(--tile)}
h1{font-size:26px;line-height:1.25;margin:16px 0 4px}
h2{font-size:20px;margin:28px 0 4px}
h3{font-size:17px;line-height:1.35;margin:0}
p{margin:4px 0;max-width:75ch}
.soft{color:var(--soft);font-size:14px}
.warn{color:var(--warn);font-size:14px}
.intro{white-space:pre-line}
form{display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin:12px 0}
select,button{font:inherit;min-height:44px;padding:6px 12px;border:1px solid var(--line);border-radius:6px;background:var(--card);color:var(--ink);max-width:100%}
button{background:#1b4b8f;border-color:#1b4b8f;color:#fff}
ul.shelf{list-style:none;margin:16px 0;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,300px),1fr));gap:16px}
ul.shelf>li{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:16px;display:flex;flex-direction:column;gap:6px}
ul.shelf img{width:100%;height:200px;object-fit:contain;border-radius:6px}
label.field{display:block;width:100%;max-width:520px}
label.field input,label.field textarea,label.field select{display:block;width:100%}
label.tick{display:flex;gap:8px;align-items:flex-start;width:100%}
label.tick input{min-height:24px;min-width:24px;margin:0}
input,textarea{font:inherit;min-height:44px;padding:6px 12px;border:1px solid var(--line);border-radius:6px;background:var(--card);color:var(--ink);max-width:100%}
fieldset{border:1px solid var(--line);border-radius:8px;margin:12px 0;padding:8px 16px 16px;display:flex;flex-direction:column;gap:10px;width:100%}
section.box{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:4px 16px 16px;margin:16px 0}
.box form{flex-direction:column;align-items:flex-start}
.box .parts{grid-template-columns:minmax(0,1fr) auto}
.box .parts dd{white-space:nowrap}
.parts.facts{grid-template-columns:minmax(90px,max-content) minmax(0,1fr);font-size:16px}
.parts.facts dd{text-align:start;white-space:pre-line}
.parts.sum dt,.parts.sum dd{font-weight:600;color:var(--ink)}
.alert{border-inline-start:4px solid var(--warn);padding:4px 12px}
.price{font-size:18px;font-weight:600;font-variant-numeric:tabular-nums}
.price .soft{font-weight:400}
.small{font-size:14px}
details>summary{cursor:pointer;min-height:32px;font-size:14px}
@media(max-width:599px){
ul.shelf{gap:8px;margin:8px 0}
ul.shelf>li{padding:10px;gap:2px}
ul.shelf>li:has(>img){display:grid;grid-template-columns:76px 1fr;column-gap:10px}
ul.shelf>li:has(>img)>*{grid-column:1/-1}
ul.shelf>li:has(>img)>:is(h3,h3+p,.price){grid-column:2}
ul.shelf>li:has(>img)>img{grid-column:1;grid-row:1/4;width:76px;height:76px}
ul.shelf p{margin:0}
h2{margin-top:20px}
.go{padding-top:2px}
}
.figures{font-variant-numeric:tabular-nums}
.parts{display:grid;grid-template-columns:auto 1fr;gap:2px 12px;margin:0;font-size:14px;font-variant-numeric:tabular-nums}
.parts dt{color:var(--soft)}
.parts dt::first-letter{text-transform:uppercase}
.parts dd{margin:0;text-align:end}
.go{margin-top:auto;padding-top:8px;display:flex;flex-wrap:wrap;gap:4px 16px}
.go a,nav a{display:inline-block;min-height:32px;padding:4px 0}
nav{display:flex;flex-wrap:wrap;gap:0 16px}
footer{border-top:1px solid var(--line);margin-top:24px}
`.trim();

const hash = createHash('sha256').update(style).digest('base64');

/** What a page may load: its own style by hash, pictures of this server, and no script at all. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
