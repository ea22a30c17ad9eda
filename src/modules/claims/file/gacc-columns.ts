import type { ClaimText } from './claim-row.ts';

/** Columns of claims as collected from news pages: the scope in one word, the flow in the metric or the sentence. */
export const gaccColumns = [
  'claim_id',
  'statement',
  'metric',
  'scope',
  'period',
  'value',
  'unit',
  'source_url',
  'published',
  'check',
] as const;

const levels: Record<string, string> = { trade_total: 'total', exports: 'export', imports: 'import' };
const groupNames: Record<string, string> = { agri: 'agricultural' };
const modes = ['road', 'rail', 'sea', 'air', 'pipeline'] as const;

/** The row in the words of the press file. What was read out of the sentence is said in `read_as`. */
export function fromGaccRow(row: Record<string, string>): ClaimText {
  const cell = (name: (typeof gaccColumns)[number]): string => row[name] ?? '';
  const [pair = '', group = ''] = cell('scope').split(' ');
  const [reporter, partner] =
    pair.startsWith('CA5') || !pair.includes('-') ? [pair.split('-')[0], 'CN'] : pair.split('-');
  const metric = cell('metric').replace(/_ytd$/, '');
  const sentence = cell('statement').toLowerCase();
  const flow =
    levels[metric] ??
    (/\bexports?\b/.test(sentence) ? 'export' : /\bimports?\b/.test(sentence) ? 'import' : 'total');
  const mode = metric === 'mode_share' ? modes.find((m) => sentence.includes(m)) : undefined;
  const ofPartners = group === 'partners';
  return {
    id: cell('claim_id'),
    claim: cell('statement'),
    metric: metric in levels ? 'level' : metric === 'yoy' ? 'growth' : metric,
    reporter: reporter ?? '',
    partner: partner ?? '',
    flow,
    commodity: mode ?? (group === '' || ofPartners ? 'all' : (groupNames[group] ?? group)),
    period: cell('period'),
    value: cell('value'),
    unit: cell('unit'),
    printed_precision: '',
    source: cell('source_url'),
    source_url: /https?:\/\/[^\s;,()]+/.exec(cell('source_url'))?.[0] ?? null,
    published: /^\d{4}-\d\d-\d\d$/.test(cell('published')) ? cell('published') : null,
    read_as:
      metric === 'yoy' || metric === 'threshold_crossed'
        ? `the flow was read out of the sentence: ${flow}`
        : null,
  };
}
