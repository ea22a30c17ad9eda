import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { structureQuery } from '../../api/observatory.ts';
import { Answer } from '../../parts/answer.tsx';
import { PageHead } from '../../parts/section.tsx';
import { Filters } from './filters.tsx';
import { isEmpty, NoGoods } from './no-goods.tsx';
import { StatisticsTabs } from './statistics-tabs.tsx';
import { StructureFacts } from './structure-facts.tsx';
import { ContributionFigure, ShareOverTime, TreemapFigure } from './structure-figures.tsx';
import { useAddress } from './use-address.ts';
import { lastYear, useObservatoryChoices } from './use-observatory-choices.ts';

/** What trade is made of: treemap, shares over time, contribution to growth; by section, chapter, heading or group. */
export function StructurePage(): ReactNode {
  const { t } = useTranslation('observatory');
  const { search, set, view, setView } = useAddress();
  const { detailed, oneWay } = useObservatoryChoices();
  const { reporter = 'CN', partner = 'KZ', flow = 'export', by = 'section' } = search;
  const { period = String(lastYear()), source = detailed, currency, as_of } = search;
  const query = { reporter, partner, flow, by, source, period, currency, as_of };
  const structure = useQuery(structureQuery(query));
  const shared = { query, view, setView };
  return (
    <>
      <PageHead title={t('structure.title')}>
        <p className="dimmed">{t('structure.about')}</p>
      </PageHead>
      <StatisticsTabs />
      <Filters
        names={['reporter', 'partner', 'flow', 'by', 'period', 'source', 'currency', 'as_of']}
        values={query}
        set={set}
        options={{ flow: oneWay }}
      />
      <Answer
        query={structure}
        rows={8}
        instead={(error) =>
          isEmpty(error) ? (
            <NoGoods {...{ source, reporter, partner }} ask={(other) => set({ source: other })} />
          ) : undefined
        }
      >
        {(seen) => (
          <>
            <TreemapFigure structure={seen} {...shared} />
            <StructureFacts structure={seen} />
            <ShareOverTime structure={seen} {...shared} />
            {by !== 'group' && <ContributionFigure structure={seen} {...shared} />}
          </>
        )}
      </Answer>
    </>
  );
}
