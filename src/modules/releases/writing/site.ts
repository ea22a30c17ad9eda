import { languages, type ReleaseContent, type ReleaseTable } from '../content/content.ts';
import { barChart, escapeMarkup, lineChart } from './chart.ts';
import type { Page, PageTable } from './page.ts';
import { say } from './words.ts';

const STYLE = `body{font:16px/1.5 "Noto Sans","Noto Sans SC",sans-serif;color:#1C2430;background:#FBFAF6;margin:0 auto;max-width:60rem;padding:1rem}
h1{color:#1B4B8F;font-size:1.6rem;margin:.5rem 0}h2{font-size:1.15rem;margin:1.5rem 0 .5rem}
nav a{margin-right:1rem}a{color:#1B4B8F}.scroll{overflow-x:auto}img{max-width:100%;height:auto}
table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}caption{text-align:left;font-weight:700;padding:.3rem 0}
th,td{padding:.25rem .6rem;border-bottom:1px solid #D7DCE3;text-align:right;white-space:nowrap}th:first-child,td:first-child,.stub{text-align:left}
.note{color:#5B6472;font-size:.85rem}.demo{color:#8A4B00;font-weight:700}`;

export interface SiteFile {
  name: string;
  media_type: string;
  body: Uint8Array;
}

/** HTML, pictures and CSV of a release; names are flat, so that the folder can lie anywhere. */
export function siteFiles(content: ReleaseContent, pages: readonly Page[]): SiteFile[] {
  const files: SiteFile[] = [text('index.html', 'text/html; charset=utf-8', indexHtml(pages))];
  for (const page of pages) {
    files.push(text(`${page.language}.html`, 'text/html; charset=utf-8', pageHtml(page)));
    for (const chart of page.charts) {
      const svg = (chart.kind === 'bars' ? barChart : lineChart)(chart.title, chart.marks);
      files.push(text(`${chart.id}.${page.language}.svg`, 'image/svg+xml', svg));
    }
  }
  for (const table of content.tables) files.push(text(csvName(table.id), CSV, csv(table)));
  return files;
}

const CSV = 'text/csv; charset=utf-8; header=present';
const csvName = (id: string): string => `table-${id}.csv`;

export function text(name: string, media_type: string, body: string): SiteFile {
  return { name, media_type, body: Buffer.from(body) };
}

const document = (language: string, title: string, body: string): string =>
  `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeMarkup(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>\n`;

const languageLinks = `<nav>${languages.map((l) => `<a href="${l}.html" lang="${l}" hreflang="${l}">${say(l, 'language')}</a>`).join('')}</nav>`;

function indexHtml(pages: readonly Page[]): string {
  const titles = pages.map(
    (p) => `<li lang="${p.language}"><a href="${p.language}.html">${escapeMarkup(p.title)}</a></li>`,
  );
  return document('en', pages[0]?.title ?? 'Sauda', `<main><h1>Sauda</h1><ul>${titles.join('')}</ul></main>`);
}

function pageHtml(page: Page): string {
  const { language, revisions, confidentiality } = page;
  const charts = page.charts.map(
    (chart) => `<p><img src="${chart.id}.${language}.svg" alt="${escapeMarkup(chart.title)}"></p>`,
  );
  const parts = [
    languageLinks,
    `<main><h1>${escapeMarkup(page.title)}</h1><p class="note">${escapeMarkup(page.subtitle)}</p>`,
    ...page.sentences.map((s) => `<p>${escapeMarkup(s)}</p>`),
    ...charts,
    ...page.tables.map((table) => tableHtml(table)),
    ...page.notes.map((n) => `<p class="note">${escapeMarkup(n)}</p>`),
    `<h2>${escapeMarkup(revisions.title)}</h2><p>${escapeMarkup(revisions.text)}</p>`,
    revisions.items.length > 0
      ? `<ul>${revisions.items.map((i) => `<li>${escapeMarkup(i)}</li>`).join('')}</ul>`
      : '',
    confidentiality
      ? `<h2>${escapeMarkup(confidentiality.title)}</h2><p>${escapeMarkup(confidentiality.text)}</p>`
      : '',
    `<h2>${say(language, 'files')}</h2><p><a href="release.${language}.pdf">PDF</a> · <a href="release.json">JSON</a> · <a href="manifest.json">manifest.json</a></p>`,
    `<p class="note">${escapeMarkup(page.verify)}</p></main>`,
  ];
  return document(language, page.title, parts.join('\n'));
}

function tableHtml(table: PageTable): string {
  const head = table.head.map((h) => `<th scope="col">${escapeMarkup(h)}</th>`).join('');
  const rows = table.rows.map((row) => {
    const cells = row.map((cell, at) =>
      at < table.stubs
        ? `<th scope="row" class="stub">${escapeMarkup(cell)}</th>`
        : `<td>${escapeMarkup(cell)}</td>`,
    );
    return `<tr>${cells.join('')}</tr>`;
  });
  const demo = table.demo ? `<p class="demo">${escapeMarkup(table.demo)}</p>` : '';
  return `<section>${demo}<div class="scroll"><table><caption>${escapeMarkup(table.title)}</caption><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div><p class="note">${table.sources.map(escapeMarkup).join('; ')} <a href="${csvName(table.id)}">CSV</a></p></section>`;
}

/** One figure a line, as codes and plain numbers, for programs of any language. */
function csv(table: ReleaseTable): string {
  const cell = (value: string): string =>
    /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  const lines = table.rows.flatMap((row) =>
    table.columns.map((column) => {
      const { value, status, reason } = row.cells[column] ?? { value: null, status: 'missing' };
      return [table.source, table.currency, row.key, column, value ?? '', status, reason ?? '']
        .map(cell)
        .join(',');
    }),
  );
  return ['source,currency,row,column,value,status,reason', ...lines, ''].join('\r\n');
}
