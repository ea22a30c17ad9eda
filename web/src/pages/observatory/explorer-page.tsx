import { TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Query } from '../../api/client.ts';
import { colourOf } from '../../chart/series.ts';
import { useAreaName } from '../../format/area.ts';
import parts from '../../parts/parts.module.css';
import { Note, PageHead } from '../../parts/section.tsx';
import { useAreaChoices } from '../statistics/use-area-choices.ts';
import { Choice } from './choice.tsx';
import { measureOf } from './measure.ts';
import { type LineAsked, SeriesFigure } from './series-figure.tsx';
import { StatisticsTabs } from './statistics-tabs.tsx';
import { useObservatoryChoices } from './use-observatory-choices.ts';

/** As many partners as eyes can tell apart on one chart. */
const MAX_PARTNERS = 6;
const DEFAULT_PARTNERS = 'KZ KG TJ TM UZ';

/** Any series of the store: dimensions, measure and filters stand in the address, so a chart can be cited. */
export function ExplorerPage(): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics', 'terms']);
  const search = useSearch({ from: '/statistics/explorer' });
  const navigate = useNavigate({ from: '/statistics/explorer' });
  const areaName = useAreaName();
  const areas = useAreaChoices();
  const choices = useObservatoryChoices();
  const set = (change: Partial<typeof search>): void =>
    void navigate({ search: (old) => ({ ...old, ...change }), resetScroll: false });
  const { reporter = 'CN', partners = DEFAULT_PARTNERS, flow = 'total', source = 'official' } = search;
  const chosen = partners.split(/[\s,]+/).filter((code) => /^[A-Z0-9]{2,8}$/.test(code) && code !== reporter);
  const common: Query = {
    reporter,
    flow,
    source,
    frequency: search.frequency ?? 'A',
    ...(search.group ? { group: search.group } : { commodity: search.hs ?? 'TOTAL' }),
    currency: search.currency,
    as_of: search.as_of,
    from: search.from,
    to: search.to,
  };
  const lines = chosen.slice(0, MAX_PARTNERS).map(
    (partner): LineAsked => ({
      label: areaName(partner),
      colour: colourOf(partner),
      dashed: false,
      query: { ...common, partner },
    }),
  );
  const any = { value: '', label: t('all_goods') };
  return (
    <>
      <PageHead title={t('explorer.title')}>
        <p className="dimmed">{t('explorer.about')}</p>
      </PageHead>
      <StatisticsTabs />
      <search className={parts.filters}>
        <Choice
          label={t('reporter', { ns: 'statistics' })}
          value={reporter}
          data={areas}
          choose={(value) => set({ reporter: value })}
        />
        <Choice
          label={t('add_partner')}
          value=""
          data={[
            { value: '', label: t('choose_area') },
            ...areas.filter((area) => area.value !== reporter && !chosen.includes(area.value)),
          ]}
          choose={(value) => value && set({ partners: [...chosen, value].join(' ') })}
        />
        <Choice
          label={t('flow', { ns: 'statistics' })}
          value={flow}
          data={choices.flows}
          choose={(value) => set({ flow: value })}
        />
        <Choice
          label={t('measure')}
          value={measureOf(search.measure)}
          data={choices.measures}
          choose={(value) => set({ measure: value })}
        />
        <Choice
          label={t('source', { ns: 'statistics' })}
          value={source}
          data={choices.sources}
          choose={(value) => set({ source: value })}
        />
        <Choice
          label={t('frequency', { ns: 'statistics' })}
          value={search.frequency ?? 'A'}
          data={choices.frequencies}
          choose={(value) => set({ frequency: value })}
        />
        <Choice
          label={t('group')}
          value={search.group ?? ''}
          data={[any, ...choices.groups]}
          choose={(value) => set({ group: value, hs: undefined })}
        />
        <Typed
          name="hs"
          pattern={/^(\d{2}|\d{4}|\d{6})$/}
          value={search.hs}
          set={(hs) => set({ hs, group: undefined })}
        />
        <Typed name="from" pattern={/^\d{4}(-\d{2})?$/} value={search.from} set={(from) => set({ from })} />
        <Typed name="to" pattern={/^\d{4}(-\d{2})?$/} value={search.to} set={(to) => set({ to })} />
        <Typed
          name="currency"
          pattern={/^[A-Z]{3}$/}
          value={search.currency}
          set={(currency) => set({ currency })}
        />
        <Typed
          name="as_of"
          pattern={/^\d{4}-\d{2}-\d{2}$/}
          value={search.as_of}
          set={(as_of) => set({ as_of })}
        />
      </search>
      <ul className={parts.chips} aria-label={t('partner', { ns: 'statistics' })}>
        {chosen.map((code) => (
          <li key={code}>
            <button
              type="button"
              className={parts.chip}
              onClick={() => set({ partners: chosen.filter((other) => other !== code).join(' ') || ' ' })}
            >
              {areaName(code)} <span aria-hidden>×</span>
              <span className="visually-hidden">: {t('take_out')}</span>
            </button>
          </li>
        ))}
      </ul>
      {chosen.length > MAX_PARTNERS && <Note>{t('too_many_lines', { count: MAX_PARTNERS })}</Note>}
      {lines.length > 0 && (
        <SeriesFigure
          lines={lines}
          about={`${areaName(reporter)}, ${t(`flow.${flow}`, { ns: 'terms' })}`}
          measure={measureOf(search.measure)}
          view={search.view === 'table' ? 'table' : 'chart'}
          setView={(view) => set({ view })}
          name={`sauda-${reporter}-${flow}`}
        />
      )}
    </>
  );
}

/** A filter that is typed; it goes into the address once it is well formed, or empty. */
function Typed({
  name,
  pattern,
  value,
  set,
}: {
  name: 'hs' | 'from' | 'to' | 'currency' | 'as_of';
  pattern: RegExp;
  value: string | undefined;
  set: (value: string | undefined) => void;
}): ReactNode {
  const { t } = useTranslation('observatory');
  return (
    <TextInput
      key={value ?? ''}
      label={t(`filter_by.${name}`)}
      defaultValue={value ?? ''}
      placeholder={t(`example.${name}`)}
      onBlur={(event) => take(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && take(event.currentTarget.value)}
    />
  );
  function take(typed: string): void {
    const text = typed.trim().toUpperCase();
    if (text === '' && value !== undefined) set(undefined);
    else if (pattern.test(text) && text !== value) set(text);
  }
}
