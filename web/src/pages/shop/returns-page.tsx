import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.ts';
import { marksOf } from '../../format/marks.ts';
import { formatDecimal } from '../../format/number.ts';
import { useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import parts from '../../parts/parts.module.css';
import { Deadline, Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Empty, PageHead } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { ToneBadge } from '../../parts/status-badge.tsx';
import { toneOf } from '../../parts/status-tone.ts';
import { type ListedReturn, returnsQuery } from './shop-api.ts';

const states = ['requested', 'approved', 'sent', 'refund_due', 'refunded', 'refused'];

/** Goods that go back in all deals of the reader's organisation, bought and sold; the filter is in the address. */
export function ReturnsPage(): ReactNode {
  const { t } = useTranslation('shop');
  const session = useSession();
  const { state, cursor } = useSearch({ from: '/returns' });
  const navigate = useNavigate({ from: '/returns' });
  const returns = useQuery({
    ...returnsQuery({ state, cursor, limit: 20 }),
    enabled: Boolean(session),
    placeholderData: keepPreviousData,
  });
  if (session === null) return <SignInFirst title={t('returns')} />;
  return (
    <>
      <PageHead title={t('returns')}>
        <p className="dimmed">{t('returns_about')}</p>
      </PageHead>
      <search className={parts.filters}>
        <NativeSelect
          label={t('state')}
          value={state ?? ''}
          onChange={(event) =>
            void navigate({
              search: (old) => ({
                ...old,
                cursor: undefined,
                state: event.currentTarget.value || undefined,
              }),
            })
          }
          data={[
            { value: '', label: t('all') },
            ...states.map((value) => ({ value, label: t(`return_state.${value}`) })),
          ]}
        />
      </search>
      <PagedAnswer
        query={returns}
        rows={6}
        cursor={cursor}
        go={(next) => void navigate({ search: (old) => ({ ...old, cursor: next }) })}
        empty={
          <Empty title={t(state ? 'no_returns_found' : 'no_returns')}>
            {state ? (
              <Link to="/returns" search={{}}>
                {t('returns_all')}
              </Link>
            ) : (
              <Link to="/deals">{t('returns_begin')}</Link>
            )}
          </Empty>
        }
      >
        {(items) => <ReturnTable items={items} />}
      </PagedAnswer>
    </>
  );
}

function ReturnTable({ items }: { items: ListedReturn[] }): ReactNode {
  const { t } = useTranslation('shop');
  return (
    <RecordTable
      caption={t('returns')}
      rows={items}
      keyOf={(row) => row.return_id}
      columns={[
        { id: 'goods', header: t('goods'), title: true, cell: (row) => <Goods of={row} /> },
        {
          id: 'state',
          header: t('state'),
          cell: (row) => (
            <ToneBadge tone={toneOf('return', row.state)}>{t(`return_state.${row.state}`)}</ToneBadge>
          ),
        },
        { id: 'firm', header: t('returns_with'), cell: (row) => <Firm of={row} /> },
        {
          id: 'amount',
          header: t('amount'),
          end: true,
          cell: (row) => (
            <>
              <Money of={row.approved ?? row.asked} />
              {row.approved && row.approved.amount !== row.asked.amount && (
                <div className="small dimmed">
                  {t('asked')} <Money of={row.asked} />
                </div>
              )}
            </>
          ),
        },
        { id: 'turn', header: t('returns_turn'), cell: (row) => <Turn of={row} /> },
        { id: 'asked', header: t('returns_asked_at'), cell: (row) => <Instant at={row.asked_at} day /> },
      ]}
    />
  );
}

function Goods({ of: { deal_id, deal_number, number, goods } }: { of: ListedReturn }): ReactNode {
  const { t } = useTranslation('shop');
  const reader = useReader();
  const unitName = useUnitName();
  const marks = marksOf(reader);
  return (
    <>
      <Link to="/deals/$deal_id" params={{ deal_id }} hash="returns">
        {goods
          .map(
            (g) => `${g.description}${marks.comma}${formatDecimal(g.quantity, reader)} ${unitName(g.unit)}`,
          )
          .join(marks.semicolon)}
      </Link>
      <div className="small dimmed">
        {t('return_number', { number })} · <span className="figures">{deal_number}</span>
      </div>
    </>
  );
}

function Firm({ of: { side, firm } }: { of: ListedReturn }): ReactNode {
  const { t } = useTranslation('shop');
  return (
    <>
      {firm}
      <div className="small dimmed">{t(side === 'buyer' ? 'returns_bought' : 'returns_sold')}</div>
    </>
  );
}

function Turn({ of: { turn, side, firm, deadline } }: { of: ListedReturn }): ReactNode {
  const { t } = useTranslation('shop');
  if (turn === null) return <span className="dimmed">–</span>;
  return (
    <>
      {turn === side ? <strong>{t('returns_yours')}</strong> : firm}
      {deadline && (
        <div>
          <Deadline at={deadline} />
        </div>
      )}
    </>
  );
}
