import type { DutyRule } from './tariff-book.ts';

/** A line of the Union's tariff as the conversion of the printed chapters gives it. All cells are text. */
export interface PrintedLine {
  code?: string;
  min_rule?: string;
  ad_valorem_pct?: string;
  alt_ad_valorem_pct?: string;
  specific_amount?: string;
  specific_currency?: string;
  specific_unit?: string;
  rate_footnote?: string;
  condition_notes?: string;
  supplementary_unit?: string;
  chapter_edition?: string;
}

export interface PrintedFootnote {
  note?: string;
  status?: string;
  rate_pct?: string;
  rate_text?: string;
  applies_from?: string;
  applies_from_act?: string;
  applies_to?: string;
  scope?: string;
  text?: string;
}

interface Problem {
  problem: string;
  detail: string;
}

const rules: Record<string, DutyRule['rule']> = {
  ad_valorem: 'ad_valorem',
  specific: 'specific',
  'max(ad_valorem, specific)': 'not_less_than',
  'ad_valorem + specific': 'plus',
  'min(alt_ad_valorem, max(ad_valorem, specific))': 'lower_of',
};

const specificUnits: Record<string, [unit: string, per: number]> = {
  kg: ['kg', 1],
  '1000 kg': ['kg', 1000],
  l: ['l', 1],
  pair: ['pair', 1],
  m2: ['m2', 1],
  pcs: ['pcs', 1],
  '1000 pcs': ['pcs', 1000],
  'cm3 of engine displacement': ['engine_cm3', 1],
};

/** Codes of our units for the tariff's supplementary units; others stay as printed. */
const supplementaryUnits: Record<string, string> = {
  шт: 'pcs',
  'м²': 'm2',
  'м³': 'm3',
  л: 'l',
  пар: 'pair',
  г: 'g',
  кар: 'carat',
  м: 'm',
  '1000 шт': 'kpcs',
};

/** The start of the tariff in its HS 2022 edition (EEC Council Decision 80 of 2021-09-14). */
const EDITION_START = '2022-01-01';
/** Day of the set of footnote texts; later footnotes are known by number only. */
const FOOTNOTE_TEXTS = '2025-09-21';

/** One printed line as a row of the tariff, or what is wrong with it. */
export function dutyLineOf(
  record: PrintedLine,
  file: string,
): { line: Record<string, string | number | null> & { code: string } } | Problem {
  const code = record.code ?? '';
  if (!/^\d{10}$/.test(code)) return { problem: 'bad_code', detail: `not ten digits: ${code}` };
  const rule = rules[record.min_rule ?? ''];
  if (!rule) return { problem: 'rule_unknown', detail: `${code}: ${record.min_rule ?? ''}` };
  const decimals = [record.ad_valorem_pct, record.alt_ad_valorem_pct, record.specific_amount];
  const bad = decimals.find((cell) => cell && !/^\d{1,9}(\.\d{1,6})?$/.test(cell));
  if (bad) return { problem: 'bad_number', detail: `${code}: ${bad}` };
  const [unit, per] = specificUnits[record.specific_unit ?? ''] ?? [];
  const specific = rule !== 'ad_valorem';
  if (specific && (!record.specific_amount || !unit))
    return { problem: 'specific_part_incomplete', detail: `${code}: ${record.specific_unit ?? ''}` };
  if (specific && !/^[A-Z]{3}$/.test(record.specific_currency ?? ''))
    return { problem: 'currency_unknown', detail: `${code}: ${record.specific_currency ?? ''}` };
  if (rule !== 'specific' && !record.ad_valorem_pct) return { problem: 'percentage_missing', detail: code };
  if (rule === 'lower_of' && !record.alt_ad_valorem_pct)
    return { problem: 'percentage_missing', detail: `${code}: alternative` };
  const printed = record.supplementary_unit ?? '';
  return {
    line: {
      code,
      valid_from: EDITION_START,
      rule,
      ad_valorem_pct: record.ad_valorem_pct || null,
      alt_ad_valorem_pct: record.alt_ad_valorem_pct || null,
      specific_amount: record.specific_amount || null,
      specific_currency: record.specific_currency || null,
      specific_unit: unit ?? null,
      specific_per: per ?? null,
      footnote: record.rate_footnote || null,
      condition_notes: record.condition_notes || null,
      supplementary_unit: (supplementaryUnits[printed] ?? printed) || null,
      status: 'sourced',
      source: `imported: ${file}, chapter edition ${record.chapter_edition ?? ''}`,
    },
  };
}

interface Stage {
  note: string;
  stage: number;
  scope: 'EAEU' | 'RU';
  valid_from: string;
  valid_to: string | null;
  rule: DutyRule['rule'];
  ad_valorem_pct: string | null;
  specific_amount: string | null;
  specific_currency: string | null;
  specific_unit: string | null;
  specific_per: number | null;
  status: 'sourced' | 'unverified' | 'no_rate_on_file';
  source: string;
}

const months: Record<string, string> = {
  января: '01',
  февраля: '02',
  марта: '03',
  апреля: '04',
  мая: '05',
  июня: '06',
  июля: '07',
  августа: '08',
  сентября: '09',
  октября: '10',
  ноября: '11',
  декабря: '12',
};

/** The stages of a footnote, none when it is repealed, or what is wrong with it. */
export function footnotesOf(record: PrintedFootnote): { stages: Stage[] } | Problem {
  const note = record.note ?? '';
  if (!/^\d{1,4}C$/.test(note)) return { problem: 'bad_note', detail: note };
  if (record.status === 'repealed') return { stages: [] };
  const source = `EEC tariff footnotes, text of ${FOOTNOTE_TEXTS}`;
  const stage: Stage = {
    note,
    stage: 1,
    scope: record.scope === 'RU only' ? 'RU' : 'EAEU',
    valid_from: record.applies_from || EDITION_START,
    valid_to: record.applies_to || null,
    rule: 'ad_valorem',
    ad_valorem_pct: record.rate_pct || null,
    specific_amount: null,
    specific_currency: null,
    specific_unit: null,
    specific_per: null,
    status: 'sourced',
    source,
  };
  if (record.status?.startsWith('text not available'))
    return {
      stages: [
        {
          ...stage,
          valid_from: FOOTNOTE_TEXTS,
          rule: 'unknown',
          ad_valorem_pct: null,
          status: 'no_rate_on_file',
          source: 'footnote added after its texts were read; text not on file',
        },
      ],
    };
  if (record.rate_text === 'several stages, see text') return stagesInText(stage, record.text ?? '');
  if (!record.rate_pct) return { problem: 'percentage_missing', detail: note };
  if (!record.applies_from && record.applies_from_act) {
    const act = /от (\d{1,2}) (\S+) (\d{4})/.exec(record.applies_from_act);
    const month = months[act?.[2] ?? ''];
    if (!act || !month) return { problem: 'start_unreadable', detail: `${note}: ${record.applies_from_act}` };
    stage.valid_from = `${act[3]}-${month}-${(act[1] ?? '').padStart(2, '0')}`;
    stage.status = 'unverified';
    stage.source = `${source}; starts when the act enters into force, not before its date shown here`;
  }
  if (!record.rate_text) return { stages: [stage] };
  const part = /^(но не менее|плюс) (\d+(?:,\d+)?) евро за 1 (кг|шт)$/.exec(record.rate_text);
  if (!part) return { problem: 'rate_unreadable', detail: `${note}: ${record.rate_text}` };
  return {
    stages: [
      {
        ...stage,
        rule: part[1] === 'плюс' ? 'plus' : 'not_less_than',
        specific_amount: (part[2] ?? '').replace(',', '.'),
        specific_currency: 'EUR',
        specific_unit: part[3] === 'кг' ? 'kg' : 'pcs',
        specific_per: 1,
      },
    ],
  };
}

/** '0 % … с A по B, с C – в размере 8 % … в Российскую Федерацию' and '… в размере 12 % – с C по D'. */
function stagesInText(stage: Stage, text: string): { stages: Stage[] } | Problem {
  const day = (d: string): string => d.split('.').reverse().join('-');
  const first = /размере (\d+(?:,\d+)?) (?:\(ноль\) )?%.*?с (\d\d\.\d\d\.\d{4}) по (\d\d\.\d\d\.\d{4})/.exec(
    text,
  );
  const russian = /с (\d\d\.\d\d\.\d{4}) – в размере (\d+(?:,\d+)?) %.*Российскую Федерацию/.exec(text);
  const second =
    /в размере (\d+(?:,\d+)?) % от таможенной стоимости – с (\d\d\.\d\d\.\d{4}) по (\d\d\.\d\d\.\d{4})/.exec(
      text,
    );
  if (!first || (!russian && !second)) return { problem: 'stages_unreadable', detail: stage.note };
  const pct = (cell: string | undefined): string => (cell ?? '').replace(',', '.');
  const stages: Stage[] = [
    {
      ...stage,
      scope: 'EAEU',
      ad_valorem_pct: pct(first[1]),
      valid_from: day(first[2] ?? ''),
      valid_to: day(first[3] ?? ''),
    },
  ];
  if (russian)
    stages.push({
      ...stage,
      stage: 2,
      scope: 'RU',
      ad_valorem_pct: pct(russian[2]),
      valid_from: day(russian[1] ?? ''),
      valid_to: null,
    });
  else if (second)
    stages.push({
      ...stage,
      stage: 2,
      scope: 'EAEU',
      ad_valorem_pct: pct(second[1]),
      valid_from: day(second[2] ?? ''),
      valid_to: day(second[3] ?? ''),
    });
  return { stages };
}
