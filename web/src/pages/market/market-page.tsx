import { Button, NativeSelect, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ListingItem, listingsQuery } from '../../api/market.ts';
import { countriesQuery } from '../../api/reference.ts';
import { countryName } from '../../format/names.ts';
import { formatDecimal } from '../../format/number.ts';
import { useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { Pager } from '../../parts/pager.tsx';
import parts from '../../parts/parts.module.css';
import { CountryName, Money } from '../../parts/reading.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { DemoMark, Empty, PageHead } from '../../parts/section.tsx';
import { MarketTabs } from './market-tabs.tsx';

/** The shelf: offers with price and seller, searched by words, HS code and origin. All of it is in the address. */
export function MarketPage(): ReactNode {
  const { t } = useTranslation('market');
  const reader = useReader();
  const search = useSearch({ from: '/market' });
  const navigate = useNavigate({ from: '/market' });
  const countries = useQuery(countriesQuery).data ?? [];
  const [q, setQ] = useState(search.q ?? '');
  const [hs, setHs] = useState(search.hs ?? '');
  useEffect(() => {
    setQ(search.q ?? '');
    setHs(search.hs ?? '');
  }, [search.q, search.hs]);
  const listings = useQuery({
    ...listingsQuery({
      q: search.q,
      hs: search.hs,
      origin_country: search.country,
      mine: search.mine === undefined ? undefined : 'true',
      cursor: search.cursor,
      limit: 20,
    }),
    placeholderData: keepPreviousData,
  });
  const filter = (change: Partial<typeof search>): void =>
    void navigate({ search: (old) => ({ ...old, cursor: undefined, ...change }) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    filter({ q: q.trim() || undefined, hs: hs.replace(/\D/g, '') || undefined });
  };
  return (
    <>
      <PageHead title={t('title')}>
        <p className="dimmed">{t('about')}</p>
      </PageHead>
      <MarketTabs />
      <search>
        <form className={parts.filters} onSubmit={submit}>
          <TextInput
            label={t('words')}
            type="search"
            value={q}
            onChange={(event) => setQ(event.currentTarget.value)}
          />
          <TextInput
            label={t('hs')}
            inputMode="numeric"
            value={hs}
            onChange={(event) => setHs(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('origin')}
            value={search.country ?? ''}
            onChange={(event) => filter({ country: event.currentTarget.value || undefined })}
            data={[
              { value: '', label: t('filter.any') },
              ...countries
                .filter((c) => c.corridor)
                .map((c) => ({ value: c.iso2, label: countryName(c.iso2, reader) })),
            ]}
          />
          <Button type="submit">{t('search.go')}</Button>
        </form>
      </search>
      <Answer query={listings} rows={8}>
        {({ items, next_cursor }) =>
          items.length === 0 ? (
            <Empty title={t(search.mine ? 'none_own' : 'none')}>
              <Link to="/market" search={{}}>
                {t('filter.clear')}
              </Link>
            </Empty>
          ) : (
            <>
              <ListingTable items={items} />
              <Pager
                cursor={search.cursor}
                next_cursor={next_cursor}
                shown={items.length}
                go={(cursor) => void navigate({ search: (old) => ({ ...old, cursor }) })}
              />
            </>
          )
        }
      </Answer>
    </>
  );
}

function ListingTable({ items }: { items: ListingItem[] }): ReactNode {
  const { t } = useTranslation('market');
  const reader = useReader();
  const unitName = useUnitName();
  const columns: Column<ListingItem>[] = [
    {
      id: 'title',
      header: t('goods'),
      title: true,
      cell: (item) => (
        <>
          <Link to="/market/$listing_id" params={{ listing_id: item.listing_id }}>
            {item.title}
          </Link>
          <div className="small dimmed figures">
            HS {item.hs_code} {item.demo && <DemoMark />}
          </div>
        </>
      ),
    },
    {
      id: 'seller',
      header: t('seller'),
      cell: (item) => (
        <>
          {item.seller.name}
          <div className="small dimmed">
            <CountryName code={item.seller.country} /> · {t('trust_short', { trust: item.seller.trust })}
          </div>
        </>
      ),
    },
    { id: 'origin', header: t('origin'), cell: (item) => <CountryName code={item.origin_country} /> },
    {
      id: 'moq',
      header: t('moq'),
      end: true,
      cell: (item) => `${formatDecimal(item.moq, reader)} ${unitName(item.unit)}`,
    },
    {
      id: 'lead',
      header: t('lead_time'),
      end: true,
      cell: (item) => t('days', { days: item.lead_time_days }),
    },
    {
      id: 'price',
      header: t('price_from'),
      end: true,
      cell: (item) => (
        <>
          <Money of={item.price} />
          <div className="small dimmed">{t('per_unit', { unit: unitName(item.unit) })}</div>
        </>
      ),
    },
  ];
  return (
    <RecordTable caption={t('title')} columns={columns} rows={items} keyOf={(item) => item.listing_id} />
  );
}
