import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { pricesQuery } from '../../api/observatory.ts';
import { Answer } from '../../parts/answer.tsx';
import { Note, PageHead } from '../../parts/section.tsx';
import { Filters } from './filters.tsx';
import { Guards } from './guards.tsx';
import { isEmpty, NoGoods } from './no-goods.tsx';
import { IndexFigure, UnitValueFigure } from './price-figures.tsx';
import { PriceLines } from './price-lines.tsx';
import { StatisticsTabs } from './statistics-tabs.tsx';
import { useAddress } from './use-address.ts';
import { useObservatoryChoices } from './use-observatory-choices.ts';

/** Unit values per kilogram with their outliers, and chained indices of unit value and volume. */
export function PricesPage(): ReactNode {
  const { t } = useTranslation('observatory');
  const { search, set, view, setView } = useAddress();
  const { detailed, oneWay } = useObservatoryChoices();
  const { reporter = 'CN', partner = 'KZ', flow = 'export', hs = '8507', frequency = 'A' } = search;
  const { source = detailed, currency, as_of } = search;
  const asked = { reporter, partner, flow, frequency, source, currency, as_of };
  const prices = useQuery(pricesQuery({ ...asked, commodity: hs }));
  const shared = { name: `sauda-prices-${reporter}-${partner}-${flow}-${hs}`, view, setView };
  return (
    <>
      <PageHead title={t('prices.title')}>
        <p className="dimmed">{t('prices.about')}</p>
      </PageHead>
      <StatisticsTabs />
      <Filters
        names={['reporter', 'partner', 'flow', 'hs', 'source', 'frequency', 'currency', 'as_of']}
        values={{ ...asked, hs }}
        set={set}
        options={{ flow: oneWay }}
      />
      <Note tone="active">{t('prices.no_price')}</Note>
      <Answer
        query={prices}
        rows={8}
        instead={(error) =>
          isEmpty(error) ? (
            <NoGoods {...{ source, reporter, partner }} ask={(other) => set({ source: other })} />
          ) : undefined
        }
      >
        {(seen) => (
          <>
            <UnitValueFigure prices={seen} {...shared} />
            <PriceLines prices={seen} {...shared} />
            <IndexFigure prices={seen} {...shared} />
            <Guards guards={seen.guards} />
          </>
        )}
      </Answer>
    </>
  );
}
