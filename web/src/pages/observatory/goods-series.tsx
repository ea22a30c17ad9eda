import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Query } from '../../api/client.ts';
import { colourOf } from '../../chart/series.ts';
import { useAreaName } from '../../format/area.ts';
import parts from '../../parts/parts.module.css';
import { useAreaChoices } from '../statistics/use-area-choices.ts';
import { Choice } from './choice.tsx';
import { measureOf } from './measure.ts';
import { SeriesFigure } from './series-figure.tsx';
import { useObservatoryChoices } from './use-observatory-choices.ts';

/** What the address of a page of goods says. */
export interface GoodsSearch {
  reporter?: string;
  partner?: string;
  source?: string;
  frequency?: string;
  measure?: string;
  view?: string;
}

/** Exports and imports of a product or group between two areas, as one of them reports them. */
export function GoodsSeries({
  goods,
  search,
  set,
  name,
}: {
  goods: Query;
  search: GoodsSearch;
  set: (change: GoodsSearch) => void;
  name: string;
}): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics', 'terms']);
  const areaName = useAreaName();
  const areas = useAreaChoices();
  const choices = useObservatoryChoices();
  const source = search.source ?? choices.detailed;
  const { reporter = 'CN', partner = 'KZ', frequency = 'A' } = search;
  return (
    <>
      <search className={parts.filters}>
        <Choice
          label={t('reporter', { ns: 'statistics' })}
          value={reporter}
          data={areas}
          choose={(value) => set({ reporter: value ?? 'CN' })}
        />
        <Choice
          label={t('partner', { ns: 'statistics' })}
          value={partner}
          data={areas}
          choose={(value) => set({ partner: value ?? 'KZ' })}
        />
        <Choice
          label={t('measure')}
          value={measureOf(search.measure)}
          data={choices.measures}
          choose={(value) => set({ measure: value ?? 'value' })}
        />
        <Choice
          label={t('source', { ns: 'statistics' })}
          value={source}
          data={choices.sources}
          choose={(value) => set({ source: value ?? 'official' })}
        />
        <Choice
          label={t('frequency', { ns: 'statistics' })}
          value={frequency}
          data={choices.frequencies}
          choose={(value) => set({ frequency: value ?? 'A' })}
        />
      </search>
      <SeriesFigure
        lines={(['export', 'import'] as const).map((flow) => ({
          label: `${t(`flow.${flow}`, { ns: 'terms' })}, ${areaName(reporter)} – ${areaName(partner)}`,
          colour: flow === 'export' ? colourOf(reporter) : 'var(--series-d)',
          dashed: flow === 'import',
          query: { reporter, partner, flow, source, frequency, ...goods },
        }))}
        measure={measureOf(search.measure)}
        view={search.view === 'table' ? 'table' : 'chart'}
        setView={(view) => set({ view })}
        name={name}
      />
    </>
  );
}
