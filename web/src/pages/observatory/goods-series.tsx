import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Query } from '../../api/client.ts';
import { colourOf } from '../../chart/series.ts';
import { useAreaName } from '../../format/area.ts';
import { Filters } from './filters.tsx';
import { measureOf } from './measure.ts';
import { SeriesFigure } from './series-figure.tsx';
import { useAddress } from './use-address.ts';
import { useObservatoryChoices } from './use-observatory-choices.ts';

/** Exports and imports of a product or group between two areas, as one of them reports them. */
export function GoodsSeries({ goods, name }: { goods: Query; name: string }): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics', 'terms']);
  const { search, set, view, setView } = useAddress();
  const areaName = useAreaName();
  const { detailed } = useObservatoryChoices();
  const { reporter = 'CN', partner = 'KZ', frequency = 'A', source = detailed, currency, as_of } = search;
  const measure = measureOf(search.measure);
  return (
    <>
      <Filters
        names={['reporter', 'partner', 'measure', 'source', 'frequency', 'currency', 'as_of']}
        values={{ reporter, partner, measure, source, frequency, currency, as_of }}
        set={set}
      />
      <SeriesFigure
        lines={(['export', 'import'] as const).map((flow) => ({
          label: `${t(`flow.${flow}`, { ns: 'terms' })}, ${areaName(reporter)} – ${areaName(partner)}`,
          colour: flow === 'export' ? colourOf(reporter) : 'var(--series-d)',
          dashed: flow === 'import',
          query: { reporter, partner, flow, source, frequency, currency, as_of, ...goods },
        }))}
        measure={measure}
        view={view}
        setView={setView}
        name={name}
      />
    </>
  );
}
