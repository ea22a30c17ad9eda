import type { JsonObject } from '../../../kernel/refusal.ts';
import { type Outcome, refuse } from '../../../kernel/refusal.ts';
import { renderPdf } from '../../../platform/typesetting/index.ts';
import { languages, type ReleaseContent } from '../content/content.ts';
import { barChart, lineChart } from './chart.ts';
import { type Page, pageOf } from './page.ts';
import { type SiteFile, siteFiles, text } from './site.ts';

const PDF_TIMEOUT_MS = 60_000;

/**
 * Every file of a release but its manifest: the site, the pictures, the tables, the PDFs and the content as JSON. The
 * same content gives the same bytes. Refuses with releases.not_rendered.
 */
export async function writeRelease(content: ReleaseContent, number: number): Promise<Outcome<SiteFile[]>> {
  const pages = languages.map((language) => pageOf(content, number, language));
  const files = siteFiles(content, pages);
  for (const page of pages) {
    const pdf = await renderPdf({
      template: new URL('./release.typ', import.meta.url),
      data: forPdf(page),
      timeout_ms: PDF_TIMEOUT_MS,
    });
    if ('not_rendered' in pdf) return refuse('releases.not_rendered', { why: pdf.not_rendered });
    files.push({ name: `release.${page.language}.pdf`, media_type: 'application/pdf', body: pdf });
  }
  files.push(
    text('release.json', 'application/json', `${JSON.stringify({ number, ...content, pages }, null, 1)}\n`),
  );
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function forPdf(page: Page): JsonObject {
  const charts = page.charts.map((chart) => ({
    svg: (chart.kind === 'bars' ? barChart : lineChart)(chart.title, chart.marks),
  }));
  return JSON.parse(JSON.stringify({ ...page, charts })) as JsonObject;
}
