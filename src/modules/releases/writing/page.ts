import {
  type Cell,
  isDemo,
  type Language,
  type ReleaseContent,
  type ReleaseTable,
} from '../content/content.ts';
import type { Mark } from './chart.ts';
import { areaName, dollars, marks, number, periodName, say, sourceName, type Word } from './words.ts';

/** A table with everything in words, ready for HTML, PDF and CSV. */
export interface PageTable {
  id: string;
  title: string;
  demo: string | null;
  head: string[];
  /** The first `stubs` cells of a row are names, the others figures. */
  stubs: number;
  rows: string[][];
  sources: string[];
}

/** One language of a release, in words. */
export interface Page {
  language: Language;
  title: string;
  subtitle: string;
  sentences: string[];
  charts: { id: string; title: string; kind: 'bars' | 'line'; marks: Mark[] }[];
  tables: PageTable[];
  revisions: { title: string; text: string; items: string[] };
  confidentiality: { title: string; text: string } | null;
  notes: string[];
  verify: string;
}

const LISTED_REVISIONS = 40;

export function pageOf(content: ReleaseContent, release_number: number, language: Language): Page {
  const t = (word: Word, fill: Record<string, string | number> = {}) => say(language, word, fill);
  const period = periodName(language, content.period);
  const main = content.tables.find((table) => table.id === 'official-china') ?? content.tables[0];
  return {
    language,
    title: t('title', { period }),
    subtitle: `${t('number', { number: release_number })} · ${t('as_of', { day: content.as_of })}`,
    sentences: sentences(content, main, language),
    charts: charts(content, main, language),
    tables: content.tables.map((table, at) => tableInWords(table, at + 1, language)),
    revisions: revisions(content, language),
    confidentiality:
      content.confidentiality.cells === 0
        ? null
        : { title: t('confidentiality'), text: confidentiality(content, language) },
    notes: content.tables.some((table) => statuses(table).has('estimate')) ? [t('estimate_note')] : [],
    verify: t('verify'),
  };
}

function sentences(content: ReleaseContent, table: ReleaseTable | undefined, language: Language): string[] {
  if (isDemo(content)) return [say(language, 'demo_only')];
  if (table?.kind !== 'partners' || table.currency !== 'USD') return [];
  const t = (word: Word, fill: Record<string, string | number> = {}) => say(language, word, fill);
  const said: string[] = [];
  const all = table.rows.find((row) => row.key === 'C5')?.cells;
  const total = all?.total?.value;
  if (total) {
    const growth = all?.total_growth?.value;
    const percent = growth && number(language, growth.replace('-', ''));
    said.push(
      t('total_sentence', { period: periodName(language, content.period), value: dollars(language, total) }),
      percent ? t(growth.startsWith('-') ? 'growth_down' : 'growth_up', { percent }) : t('growth_none'),
    );
  }
  const [largest] = table.rows
    .filter((row) => row.key !== 'C5' && row.cells.total?.value)
    .sort((a, b) => Number(b.cells.total?.value) - Number(a.cells.total?.value));
  if (largest?.cells.total?.value)
    said.push(
      t('largest', {
        area: areaName(language, largest.key),
        value: dollars(language, largest.cells.total.value),
      }),
    );
  return said;
}

function charts(
  content: ReleaseContent,
  table: ReleaseTable | undefined,
  language: Language,
): Page['charts'] {
  const made: Page['charts'] = [];
  const billions = (label: string, cell: Pick<Cell, 'value' | 'status'>): Mark => {
    const value = Number(cell.value) / 1e9;
    return { label, value, text: number(language, value.toFixed(1)), open: cell.status === 'estimate' };
  };
  if (table?.kind === 'partners' && table.currency === 'USD') {
    const rows = table.rows.filter((row) => row.key !== 'C5' && row.cells.total?.value);
    const bars = rows.flatMap((row) => {
      const cell = row.cells.total;
      return cell ? [billions(areaName(language, row.key), cell)] : [];
    });
    if (bars.length > 1)
      made.push({
        id: 'chart-partners',
        title: say(language, 'chart_partners'),
        kind: 'bars',
        marks: bars.sort((a, b) => b.value - a.value),
      });
  }
  // The years are of official figures: they do not go beside demonstration figures alone.
  if (content.years.length > 2 && !isDemo(content))
    made.push({
      id: 'chart-years',
      title: say(language, 'chart_years'),
      kind: 'line',
      marks: content.years.map((y) =>
        billions(y.period, { value: y.value, status: y.estimate ? 'estimate' : 'reported' }),
      ),
    });
  return made;
}

function tableInWords(table: ReleaseTable, place: number, language: Language): PageTable {
  const t = (word: Word, fill: Record<string, string | number> = {}) => say(language, word, fill);
  const fill = { source: sourceName(language, table.source), currency: table.currency };
  const partners = table.kind === 'partners';
  const title = partners
    ? t(table.reporter === 'CN' ? 'partners_china' : 'partners_others', fill)
    : t(table.flow === 'export' ? 'declared_export' : 'declared_import', fill);
  return {
    id: table.id,
    title: `${t('table', { number: place })}. ${title}`,
    demo: table.source === 'sauda-declarations-demo' ? t('demo') : null,
    head: [
      ...(partners ? [t('area')] : [t('reporter'), t('partner')]),
      ...table.columns.map((column) =>
        partners ? t(column as Word) : column.includes('..') ? t('total') : column,
      ),
    ],
    stubs: partners ? 1 : 2,
    rows: table.rows.map((row) => [
      ...row.key.split(' ').map((code) => areaName(language, code)),
      ...table.columns.map((column) => cellText(row.cells[column], language)),
    ]),
    sources: table.vintages.map((vintage, at) =>
      t('vintage', { vintage, hash: table.file_hashes[at]?.slice(0, 12) ?? '' }),
    ),
  };
}

export function cellText(cell: Cell | undefined, language: Language): string {
  if (!cell) return marks.missing;
  return cell.value === null ? marks[cell.status] : `${number(language, cell.value)}${marks[cell.status]}`;
}

function revisions(content: ReleaseContent, language: Language): Page['revisions'] {
  const t = (word: Word, fill: Record<string, string | number> = {}) => say(language, word, fill);
  const day = content.compared_with;
  const count = content.revisions.length;
  const title = t('revisions');
  if (day === null) return { title, text: t('no_earlier'), items: [] };
  if (count === 0) return { title, text: t('no_revisions', { day }), items: [] };
  const items = content.revisions.slice(0, LISTED_REVISIONS).map((r) =>
    t('revision', {
      what: `${r.row
        .split(' ')
        .map((code) => areaName(language, code))
        .join(' – ')}, ${t(r.column as Word)}`,
      was: r.was === null ? marks.missing : number(language, r.was),
      is: r.is === null ? marks.missing : number(language, r.is),
    }),
  );
  return { title, text: t('some_revisions', { day, count }), items };
}

function confidentiality({ confidentiality: c }: ReleaseContent, language: Language): string {
  const text = say(language, 'confidentiality_text', {
    cells: c.cells,
    withheld: c.withheld,
    threshold: c.threshold,
    n: c.dominance.n,
    k: c.dominance.k,
    p: c.p_percent,
  });
  return c.unconverted === 0 ? text : `${text} ${say(language, 'unconverted', { count: c.unconverted })}`;
}

function statuses(table: ReleaseTable): Set<string> {
  return new Set(table.rows.flatMap((row) => Object.values(row.cells).map((cell) => cell.status)));
}
