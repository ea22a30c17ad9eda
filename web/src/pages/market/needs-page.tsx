import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Need, needsQuery, wordingOf } from '../../api/market.ts';
import { countriesQuery, usePlaceName } from '../../api/reference.ts';
import { useSession } from '../../api/session.ts';
import { countryName } from '../../format/names.ts';
import { formatDecimal } from '../../format/number.ts';
import { usePackageName, useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import parts from '../../parts/parts.module.css';
import { CountryName, Instant, Money } from '../../parts/reading.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { DemoMark, Empty, PageHead } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { IntroductionsSection } from './introductions-section.tsx';
import { MarketTabs } from './market-tabs.tsx';
import { PartnersSection } from './partners-section.tsx';

/** What firms want to buy, and introductions made over it. Filters are in the address. */
export function NeedsPage(): ReactNode {
  const { t } = useTranslation('market');
  const reader = useReader();
  const session = useSession();
  const search = useSearch({ from: '/needs' });
  const navigate = useNavigate({ from: '/needs' });
  const countries = useQuery(countriesQuery).data ?? [];
  const needs = useQuery({
    ...needsQuery({
      to_country: search.country,
      mine: search.mine === undefined ? undefined : 'true',
      cursor: search.cursor,
      limit: 20,
    }),
    enabled: Boolean(session),
    placeholderData: keepPreviousData,
  });
  if (session === null) return <SignInFirst title={t('needs')} />;
  const filter = (change: Partial<typeof search>): void =>
    void navigate({ search: (old) => ({ ...old, cursor: undefined, ...change }) });
  return (
    <>
      <PageHead title={t('needs')}>
        <p className="dimmed">{t('needs_about')}</p>
      </PageHead>
      <MarketTabs />
      <search className={parts.filters}>
        <NativeSelect
          label={t('need.to_country')}
          value={search.country ?? ''}
          onChange={(event) => filter({ country: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: t('filter.any') },
            ...countries
              .filter((c) => c.corridor)
              .map((c) => ({ value: c.iso2, label: countryName(c.iso2, reader) })),
          ]}
        />
        <NativeSelect
          label={t('need.whose')}
          value={search.mine ?? ''}
          onChange={(event) => filter({ mine: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: t('need.all') },
            { value: '1', label: t('need.own') },
          ]}
        />
      </search>
      <PagedAnswer
        query={needs}
        rows={8}
        cursor={search.cursor}
        go={(cursor) => void navigate({ search: (old) => ({ ...old, cursor }) })}
        empty={
          <Empty title={t('need.none')}>
            <Link to="/needs" search={{}}>
              {t('filter.clear')}
            </Link>
          </Empty>
        }
      >
        {(items) => <NeedTable items={items} />}
      </PagedAnswer>
      <IntroductionsSection />
      {session?.organisation && session.roles.includes('trader') && (
        <PartnersSection org_id={session.organisation.org_id} />
      )}
    </>
  );
}

function NeedTable({ items }: { items: Need[] }): ReactNode {
  const { t } = useTranslation('market');
  const reader = useReader();
  const unitName = useUnitName();
  const packageName = usePackageName();
  const placeName = usePlaceName();
  const columns: Column<Need>[] = [
    {
      id: 'title',
      header: t('goods'),
      title: true,
      cell: (need) => (
        <>
          <Link to="/needs/$need_id" params={{ need_id: need.need_id }}>
            {wordingOf(need, reader.locale).title}
          </Link>
          <div className="small dimmed figures">
            HS {need.hs_code} {need.demo && <DemoMark />}
          </div>
        </>
      ),
    },
    {
      id: 'buyer',
      header: t('need.buyer'),
      cell: (need) => (
        <>
          {need.buyer.name}
          <div className="small dimmed">
            <CountryName code={need.buyer.country} /> · {t('trust_short', { trust: need.buyer.trust })}
          </div>
        </>
      ),
    },
    {
      id: 'to',
      header: t('rfq.place_to'),
      cell: (need) => (
        <>
          {need.place_to ? placeName(need.place_to) : <CountryName code={need.to_country} />}
          {need.incoterm && <div className="small dimmed">{need.incoterm}</div>}
        </>
      ),
    },
    {
      id: 'quantity',
      header: t('quantity'),
      end: true,
      cell: (need) => (
        <>
          {formatDecimal(need.quantity, reader)} {unitName(need.unit)}
          {need.package_kind && <div className="small dimmed">{packageName(need.package_kind)}</div>}
        </>
      ),
    },
    { id: 'max', header: t('need.max_price'), end: true, cell: (need) => <Money of={need.max_price} /> },
    { id: 'since', header: t('need.since'), cell: (need) => <Instant at={need.created_at} day /> },
  ];
  return <RecordTable caption={t('needs')} columns={columns} rows={items} keyOf={(need) => need.need_id} />;
}
