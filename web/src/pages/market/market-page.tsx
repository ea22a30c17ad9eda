import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type ListingItem, listingsQuery } from '../../api/market.ts';
import { type Found, searchQuery } from '../../api/search.ts';
import { useSession } from '../../api/session.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Empty, PageHead } from '../../parts/section.tsx';
import { FacetFilters } from './facet-filters.tsx';
import { ListingTable } from './listing-table.tsx';
import { MarketTabs } from './market-tabs.tsx';
import { filterOf, type MarketAddress } from './search-filter.ts';

/** The shelf: offers with price and seller, searched by words and narrowed by facets. All of it is in the address. */
export function MarketPage(): ReactNode {
  const { t } = useTranslation('market');
  const reader = useReader();
  const search = useSearch({ from: '/market' });
  const navigate = useNavigate({ from: '/market' });
  const { cursor } = search;
  const filter = filterOf(search, reader);
  const own = search.mine !== undefined;
  const { q, hs, origin_country } = filter;
  const mine = useQuery({
    ...listingsQuery({ q, hs, origin_country, mine: 'true', cursor, limit: 20 }),
    enabled: own,
    placeholderData: keepPreviousData,
  });
  const found = useQuery({
    ...searchQuery({ ...filter, cursor, limit: 20 }),
    enabled: !own,
    placeholderData: keepPreviousData,
  });
  const change = (changed: MarketAddress): void =>
    void navigate({ search: (old) => ({ ...old, cursor: undefined, ...changed }) });
  return (
    <>
      <PageHead title={t('title')}>
        <p className="dimmed">{t('about')}</p>
      </PageHead>
      <MarketTabs />
      <FacetFilters address={search} facets={(!own && found.data?.facets) || {}} change={change} />
      {!own && found.data && (
        <p role="status" className="small dimmed">
          {t('total', { count: found.data.total })}
        </p>
      )}
      {!own && <KeepSearch filter={filter} />}
      <Answer query={own ? mine : found} rows={8}>
        {({ items, next_cursor }: { items: (ListingItem | Found)[]; next_cursor: string | null }) =>
          items.length === 0 ? (
            <Empty title={t(own ? 'none_own' : 'none')}>
              <Link to="/market" search={{}}>
                {t('filter.clear')}
              </Link>
            </Empty>
          ) : (
            <>
              <ListingTable items={items} />
              <Pager
                cursor={cursor}
                next_cursor={next_cursor}
                shown={items.length}
                go={(next) => void navigate({ search: (old) => ({ ...old, cursor: next }) })}
              />
            </>
          )
        }
      </Answer>
    </>
  );
}

/** Keeps the search for who is signed in; without a filter there is nothing to keep. */
function KeepSearch({ filter }: { filter: Record<string, string | number> }): ReactNode {
  const { t } = useTranslation('market');
  const session = useSession();
  if (!session?.organisation || Object.keys(filter).length === 0) return null;
  return (
    <CommandButtons
      commands={[
        {
          name: t('save_search'),
          explain: t('save_search_explain'),
          method: 'POST',
          path: '/saved-searches',
          fixed: { filter },
          fields: [
            {
              name: 'name',
              label: t('saved_name'),
              kind: 'line',
              longest: 80,
              start: String(filter.q ?? ''),
            },
          ],
        },
      ]}
    />
  );
}
