import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.ts';
import { formatDay } from '../../format/date.ts';
import { formatDecimal } from '../../format/number.ts';
import { useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import { CountryName, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Empty, PageHead, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { lotCommand, registerCommand } from './parcel-commands.tsx';
import { ListFilter, ModesSection, ParcelState, SummarySection } from './parcel-parts.tsx';
import { lotsQuery, parcelsQuery, summariesQuery } from './shop-api.ts';

/** Small parcels to persons: the lists, what they are summed up to, and goods that lie abroad or in bond. */
export function ParcelsPage(): ReactNode {
  const { t } = useTranslation('shop');
  const reader = useReader();
  const unitName = useUnitName();
  const session = useSession();
  const { cursor, mode, month, summary } = useSearch({ from: '/parcels' });
  const navigate = useNavigate({ from: '/parcels' });
  const enabled = Boolean(session);
  const parcels = useQuery({
    ...parcelsQuery({ cursor, mode, month }),
    enabled,
    placeholderData: keepPreviousData,
  });
  const summaries = useQuery({ ...summariesQuery, enabled });
  const lots = useQuery({ ...lotsQuery, enabled });
  if (session === null) return <SignInFirst title={t('parcels')} />;
  return (
    <>
      <PageHead title={t('parcels')}>
        <p className="dimmed">{t('parcels_about')}</p>
        <div>
          <Link to="/incoming-orders">{t('incoming')}</Link> · <Link to="/cart">{t('cart')}</Link>
        </div>
      </PageHead>
      {summary && <SummarySection summary_id={summary} />}
      <Section title={t('lists')}>
        <ListFilter
          mode={mode ?? ''}
          month={month ?? ''}
          choose={(change) => void navigate({ search: (old) => ({ ...old, ...change, cursor: undefined }) })}
        />
        <CommandButtons
          commands={[
            registerCommand(t, lots.data?.items ?? [], reader),
            {
              name: t('import_parcels'),
              explain: t('import_about'),
              method: 'POST',
              path: '/parcels/import',
              fields: [{ name: 'csv', label: 'CSV', kind: 'text', longest: 900_000 }],
            },
            {
              name: t('sum_up'),
              explain: t('sum_up_about'),
              method: 'POST',
              path: '/parcel-summaries',
              fixed: { mode: '9610' },
              fields: [{ name: 'month', label: t('month'), kind: 'line', longest: 7, hint: '2026-01' }],
            },
          ]}
        />
        <PagedAnswer
          query={parcels}
          cursor={cursor}
          go={(next) => void navigate({ search: (old) => ({ ...old, cursor: next }) })}
          empty={<Empty title={t('no_parcels')} />}
        >
          {(items) => (
            <RecordTable
              caption={t('lists')}
              rows={items}
              keyOf={(parcel) => parcel.parcel_id}
              columns={[
                { id: 'number', header: t('number'), title: true, cell: (parcel) => parcel.number },
                { id: 'mode', header: t('mode'), cell: (parcel) => parcel.mode },
                {
                  id: 'to',
                  header: t('country'),
                  cell: (parcel) => <CountryName code={parcel.destination} />,
                },
                { id: 'day', header: t('day'), cell: (parcel) => formatDay(parcel.released_on, reader) },
                {
                  id: 'amount',
                  header: t('amount'),
                  end: true,
                  cell: (parcel) => <Money of={parcel.amount} />,
                },
                { id: 'limit', header: t('limit'), cell: (parcel) => t(`verdict.${parcel.verdict}`) },
                { id: 'state', header: t('state'), cell: (parcel) => <ParcelState parcel={parcel} /> },
              ]}
            />
          )}
        </PagedAnswer>
      </Section>
      <Section title={t('summaries')}>
        <Answer query={summaries}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('no_summaries')} />
            ) : (
              <RecordTable
                caption={t('summaries')}
                rows={items}
                keyOf={(summary) => summary.summary_id}
                columns={[
                  {
                    id: 'number',
                    header: t('number'),
                    title: true,
                    cell: (s) => (
                      <Link to="/parcels" search={{ summary: s.summary_id }}>
                        {s.number}
                      </Link>
                    ),
                  },
                  { id: 'to', header: t('country'), cell: (s) => <CountryName code={s.destination} /> },
                  { id: 'count', header: t('parcels'), end: true, cell: (s) => String(s.parcels) },
                  {
                    id: 'amount',
                    header: t('amount'),
                    end: true,
                    cell: (s) => <Money of={{ amount: s.amount, currency: s.currency }} />,
                  },
                  { id: 'by', header: t('declare_by'), cell: (s) => formatDay(s.declare_by, reader) },
                ]}
              />
            )
          }
        </Answer>
      </Section>
      <Section title={t('lots')}>
        <CommandButtons commands={[lotCommand(t, reader)]} />
        <Answer query={lots}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('no_lots')} />
            ) : (
              <RecordTable
                caption={t('lots')}
                rows={items}
                keyOf={(lot) => lot.lot_id}
                columns={[
                  { id: 'goods', header: t('goods'), title: true, cell: (lot) => lot.description },
                  { id: 'mode', header: t('mode'), cell: (lot) => lot.mode },
                  {
                    id: 'where',
                    header: t('warehouse'),
                    cell: (lot) => (
                      <>
                        {lot.warehouse}, <CountryName code={lot.country} />
                      </>
                    ),
                  },
                  {
                    id: 'left',
                    header: t('left'),
                    end: true,
                    cell: (lot) =>
                      `${formatDecimal(lot.left, reader)} / ${formatDecimal(lot.quantity_in, reader)} ${unitName(lot.unit)}`,
                  },
                ]}
              />
            )
          }
        </Answer>
      </Section>
      <ModesSection />
    </>
  );
}
