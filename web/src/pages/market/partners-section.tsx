import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import type { Match } from '../../api/market.ts';
import { Answer } from '../../parts/answer.tsx';
import { CountryName } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { DemoMark, Empty, Section } from '../../parts/section.tsx';
import { MatchParts } from './match-parts.tsx';

interface Partner {
  firm: { org_id: string; name: string; country: string };
  side: 'buyer' | 'seller';
  need: { need_id: string; title: string };
  listing: { listing_id: string; title: string };
  demo: boolean;
  score: number;
  parts: Match['parts'];
}

const SHOWN = 10;

/** Firms that a firm could trade with, the best first, each with the need and the offer that fit best. */
export function PartnersSection({ org_id }: { org_id: string }): ReactNode {
  const { t } = useTranslation('market');
  const partners = useQuery({
    queryKey: ['partners', org_id],
    queryFn: ({ signal }) =>
      callApi<{ items: Partner[]; without_goods: boolean }>(`/organisations/${org_id}/partners`, {
        query: { limit: SHOWN },
        signal,
      }),
  });
  return (
    <Section title={t('partners')} id="partners">
      <p className="dimmed small">{t('partners_about')}</p>
      <Answer query={partners}>
        {({ items, without_goods }) =>
          items.length === 0 ? (
            <Empty title={t(without_goods ? 'partners_without_goods' : 'partners_none')} />
          ) : (
            <RecordTable
              caption={t('partners')}
              rows={items}
              keyOf={(item) => `${item.side} ${item.firm.org_id}`}
              columns={[
                {
                  id: 'firm',
                  header: t('partner'),
                  title: true,
                  cell: (item) => (
                    <>
                      <Link to="/firms/$org_id" params={{ org_id: item.firm.org_id }}>
                        {item.firm.name}
                      </Link>{' '}
                      {item.demo && <DemoMark />}
                      <div className="small dimmed">
                        <CountryName code={item.firm.country} />
                      </div>
                    </>
                  ),
                },
                { id: 'side', header: t('partner_side'), cell: (item) => t(`partner_as.${item.side}`) },
                {
                  id: 'need',
                  header: t('partner_need'),
                  cell: (item) => (
                    <Link to="/needs/$need_id" params={{ need_id: item.need.need_id }}>
                      {item.need.title}
                    </Link>
                  ),
                },
                {
                  id: 'listing',
                  header: t('partner_listing'),
                  cell: (item) => (
                    <Link to="/market/$listing_id" params={{ listing_id: item.listing.listing_id }}>
                      {item.listing.title}
                    </Link>
                  ),
                },
                {
                  id: 'score',
                  header: t('score'),
                  cell: (item) => (
                    <details>
                      <summary>{t('score_of', { score: item.score })}</summary>
                      <MatchParts of={item.parts} />
                    </details>
                  ),
                },
              ]}
            />
          )
        }
      </Answer>
    </Section>
  );
}
