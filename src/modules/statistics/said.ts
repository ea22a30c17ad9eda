/** A sentence by code and parameters, with its English text; other languages are written from the first two. */
export interface Said {
  code: SentenceCode;
  /** Numbers as decimal text, areas and periods as codes. */
  params: Record<string, string>;
  text: string;
}

const sentences = {
  currency_changes: 'The currency changes from {before} to {now}',
  quantity_unit_changes: 'The unit of quantity changes from {before} to {now}',
  edition_changes:
    'The code is of {before} before and of {now} from {period}; it may not cover the same goods',
  total_jumps:
    'The total goes from {before} {currency} to {now} {currency} within a year: what is reported has changed, not the trade',
  months_missing: 'A sum from January of {year} would lack {missing}',
  weight_missing: 'The figure has no net weight; no unit value can be formed',
  weight_imputed: 'The figure has a net weight that was estimated, not declared; no unit value can be formed',
  groups_shown: '{areas} stands for several partners: shown, never counted or added',
  partners_change:
    '{n_now} partners are reported in {period} and {n_before} in {earlier}; {n_new} are new and {n_gone} gone. The new hold {v_new} of {v_now} in {period}, the gone {v_gone} of {v_before} in {earlier}: growth would compare what was reported, not what was traded',
  codes_change:
    '{n_now} commodity codes are reported in {period} and {n_before} in {earlier}; {n_new} are new and {n_gone} gone. The new hold {v_new} of {v_now} in {period}, the gone {v_gone} of {v_before} in {earlier}: growth would compare what was reported, not what was traded',
  codes_change_here:
    '{n_now} commodity codes are reported in {period} and {n_before} in {earlier}; {n_new} are new and {n_gone} gone. The new hold {v_new} of {v_now} in {period}, the gone {v_gone} of {v_before} in {earlier}: other partners of the reporter show no such change, so that it may be trade',
  group_in_disguise: '{area} equals all other partners together; it is a total under the name of a partner',
  parts_exceed: 'The parts are {excess} more than the stated totals, in {sums} sums',
  parts_fall_short: 'The parts cover {percent} % of the stated totals, in {sums} sums',
  file_cut_off: 'It has exactly {rows} rows, where downloads are known to be cut off; rows may be missing',
  no_rate:
    'No sourced rate from {before} to {now} for the whole of {period} is on file; the figures stay in {before}',
  cif_estimated: '{percent} % of the export, from {lines} lines that both sides weighed',
  cif_assumed: '{percent} % of the export, assumed: {source}; {lines} lines are too few to estimate',
  transit_assumed: '{days} days under way, assumed: {source}',
  no_export_before: 'The store has no export of the period before',
  lines_of_one_side: 'Lines that only one side reports',
  no_lines: 'The store has no lines by commodity of both sides',
  others_offset: "As much as the importer's gaps with all other partners offset",
  others_not_held: 'The store does not hold both reports of the other partners of the importer',
  unexplained:
    'What none of the parts explains: under-declaration, smuggling, confidential and unrecorded trade, errors',
} as const;
export type SentenceCode = keyof typeof sentences;
export const sentenceCodes = Object.keys(sentences) as SentenceCode[];

/** Numbers are grouped by thousands in the text; give years and other names as text. */
export function say(code: SentenceCode, params: Record<string, string | number> = {}): Said {
  const text = sentences[code].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name] ?? '';
    return typeof value === 'number' ? value.toLocaleString('en') : value;
  });
  return {
    code,
    params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)])),
    text,
  };
}
