import { useTranslation } from 'react-i18next';
import type { CheckedClaim, Flow } from '../../api/claims.ts';
import { useAreaName } from '../../format/area.ts';
import { formatPeriod } from '../../format/date.ts';
import { formatDecimal } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { plain } from '../../parts/status-badge.tsx';

interface Cell {
  reporters: readonly string[];
  partners: readonly string[];
  flow: Flow;
  commodity: string;
}

/** What claims, figures and reasons are called in the reader's language. */
export function useClaimWords() {
  const { t } = useTranslation('claims');
  const reader = useReader();
  const areaName = useAreaName();
  const names = (codes: readonly string[]): string => codes.map(areaName).join(', ');
  const period = (text: string): string => {
    const run = /^(\d{4})\.\.(\d{4})$/.exec(text);
    if (run) return `${run[1]}–${run[2]}`;
    const months = /^(\d{4})-(\d\d)\.\.(\d\d)$/.exec(text);
    return formatPeriod(months ? `${months[1]}-${months[2]}..${months[1]}-${months[3]}` : text, reader);
  };
  const number = (value: string | number): string => formatDecimal(String(value), reader);
  const withUnit = (value: string, unit: string): string => {
    const amount = /^([A-Z]{3})(?:_(\w+))?$/.exec(unit);
    if (amount)
      return t('amount', {
        value,
        scale: amount[2] ? t(`scale.${amount[2]}`) : '',
        currency: amount[1] ?? '',
      });
    return t(`unit.${unit}`, { value, defaultValue: `${value} ${plain(unit)}` });
  };
  const commodity = (code: string): string =>
    code === 'TOTAL' || code === 'all' ? '' : t(`commodity.${code}`, { defaultValue: plain(code) });
  const trade = (cell: Cell): string => {
    const goods = commodity(cell.commodity);
    const pair = t('trade', {
      flow: cell.flow,
      reporter: names(cell.reporters),
      partner: names(cell.partners),
    });
    return goods === '' ? pair : `${pair}, ${goods}`;
  };
  return {
    number,
    withUnit,
    period,
    trade,
    metric: (code: string): string => t(`metric.${code}`, { defaultValue: plain(code) }),
    /** '106.3 bn USD', 'over 100 bn USD', or what a claim without a number says. */
    claimed: (claim: Pick<CheckedClaim, 'value' | 'unit' | 'bound'>): string => {
      if (!claim.value || claim.unit === 'boolean') return t(`unit.${claim.unit}`, { defaultValue: '' });
      const value = withUnit(number(claim.value), claim.unit);
      return claim.bound === 'as_printed' ? value : t(`bound.${claim.bound}`, { value });
    },
    /** What the figures give: a number in the unit, a change in percent for a direction, yes or no. */
    computed: (claim: Pick<CheckedClaim, 'computed' | 'unit'>): string => {
      const value = claim.computed ?? 0;
      if (claim.unit === 'boolean') return t(value === 1 ? 'unit.boolean' : 'unit.boolean_no');
      const unit = claim.unit.startsWith('sign_') ? 'percent' : claim.unit;
      return withUnit(number(Number(value.toFixed(3))), unit);
    },
    reason: (claim: CheckedClaim): string => {
      const numbers = Object.fromEntries(
        ['computed', 'low', 'high', 'gap', 'other', 'day', 'currency', 'metric'].map((key) => [
          key,
          number((claim.reason_params[key] ?? '').replace('−', '-').replace('+', '')),
        ]),
      );
      const why =
        claim.reason_detail && claim.reason_code !== 'vintage'
          ? t(`detail.${claim.reason_detail}`, { defaultValue: '' })
          : claim.reason_detail === 'revised_base'
            ? t('detail.revised_base')
            : '';
      const exact = claim.interval !== null && claim.interval[0] === claim.interval[1];
      return [
        t(`reason.${claim.reason_code}`, {
          ...numbers,
          exact: exact ? 'yes' : 'no',
          gap_known: claim.reason_params.gap === undefined ? 'no' : 'yes',
          day_known: claim.reason_params.day === undefined ? 'no' : 'yes',
          defaultValue: claim.reason,
        }),
        why,
      ]
        .filter(Boolean)
        .join(' ');
    },
    note: (note: CheckedClaim['notes'][number]): string => {
      const { reporter, partner, next, period: when, ...numbers } = note.params;
      const shown = Object.fromEntries(Object.entries(numbers).map(([key, value]) => [key, number(value)]));
      return t(`note.${note.code}`, {
        ...shown,
        since: note.params.since ?? '',
        year: note.params.year ?? '',
        gaps: note.params.gaps ?? '',
        codes: note.params.codes ?? '',
        store: note.params.store ?? '',
        list: note.params.list ?? '',
        reporter: reporter ? areaName(reporter) : '',
        partner: partner ? areaName(partner) : '',
        next: next ? areaName(next) : '',
        gaps_known: note.params.gaps ? 'yes' : 'no',
        next_known: next ? 'yes' : 'no',
        period: when ? period(when) : '',
        defaultValue: note.text,
      });
    },
  };
}
