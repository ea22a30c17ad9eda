import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { pricesQuery } from '../../api/observatory.ts';
import { Answer } from '../../parts/answer.tsx';
import parts from '../../parts/parts.module.css';
import { Note, PageHead } from '../../parts/section.tsx';
import { useAreaChoices } from '../statistics/use-area-choices.ts';
import { Choice } from './choice.tsx';
import { Guards } from './guards.tsx';
import { IndexFigure, UnitValueFigure } from './price-figures.tsx';
import { PriceLines } from './price-lines.tsx';
import { StatisticsTabs } from './statistics-tabs.tsx';
import { useObservatoryChoices } from './use-observatory-choices.ts';

/** Unit values per kilogram with their outliers, and chained indices of unit value and volume. */
export function PricesPage(): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics', 'terms']);
  const search = useSearch({ from: '/statistics/prices' });
  const navigate = useNavigate({ from: '/statistics/prices' });
  const areas = useAreaChoices();
  const choices = useObservatoryChoices();
  const set = (change: Partial<typeof search>): void =>
    void navigate({ search: (old) => ({ ...old, ...change }), resetScroll: false });
  const { reporter = 'CN', partner = 'KZ', flow = 'export', hs = '8507', frequency = 'A' } = search;
  const source = search.source ?? choices.detailed;
  const prices = useQuery(pricesQuery({ reporter, partner, flow, commodity: hs, frequency, source }));
  const shared = {
    name: `sauda-prices-${reporter}-${partner}-${flow}-${hs}`,
    view: search.view === 'table' ? ('table' as const) : ('chart' as const),
    setView: (view: 'chart' | 'table') => set({ view }),
  };
  const take = (typed: string): void => {
    if (/^(\d{2}|\d{4}|\d{6}|TOTAL)$/.test(typed)) set({ hs: typed });
  };
  return (
    <>
      <PageHead title={t('prices.title')}>
        <p className="dimmed">{t('prices.about')}</p>
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
          label={t('partner', { ns: 'statistics' })}
          value={partner}
          data={areas}
          choose={(value) => set({ partner: value })}
        />
        <Choice
          label={t('flow', { ns: 'statistics' })}
          value={flow}
          data={choices.flows.filter((option) => option.value !== 'total')}
          choose={(value) => set({ flow: value })}
        />
        <TextInput
          key={hs}
          label={t('filter_by.hs')}
          defaultValue={hs}
          inputMode="numeric"
          onBlur={(event) => take(event.currentTarget.value.trim())}
          onKeyDown={(event) => event.key === 'Enter' && take(event.currentTarget.value.trim())}
        />
        <Choice
          label={t('source', { ns: 'statistics' })}
          value={source}
          data={choices.sources}
          choose={(value) => set({ source: value })}
        />
        <Choice
          label={t('frequency', { ns: 'statistics' })}
          value={frequency}
          data={choices.frequencies}
          choose={(value) => set({ frequency: value })}
        />
      </search>
      <Note tone="active">{t('prices.no_price')}</Note>
      <Answer query={prices} rows={8}>
        {(seen) => (
          <>
            <UnitValueFigure prices={seen} {...shared} />
            <PriceLines prices={seen} />
            <IndexFigure prices={seen} {...shared} />
            <Guards guards={seen.guards} />
          </>
        )}
      </Answer>
    </>
  );
}
