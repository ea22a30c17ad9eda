import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.ts';
import { formatDay } from '../../format/date.ts';
import { marksOf } from '../../format/marks.ts';
import { formatMoney } from '../../format/money.ts';
import { formatDecimal } from '../../format/number.ts';
import { useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import { CountryName, Money } from '../../parts/reading.tsx';
import { Empty, Facts, Note, PageHead, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { commandsOf } from './order-commands.ts';
import { type IncomingOrder, incomingOrdersQuery, orderStates } from './orders-api.ts';
import { type Lot, lotsQuery } from './shop-api.ts';

/** Orders of persons at the organisation's shop: what to do next with each, and who receives it. */
export function IncomingOrdersPage(): ReactNode {
  const { t } = useTranslation('orders');
  const session = useSession();
  const { cursor, state } = useSearch({ from: '/incoming-orders' });
  const navigate = useNavigate({ from: '/incoming-orders' });
  const enabled = Boolean(session);
  const orders = useQuery({
    ...incomingOrdersQuery({ cursor, state, limit: 20 }),
    enabled,
    placeholderData: keepPreviousData,
  });
  const lots = useQuery({ ...lotsQuery, enabled });
  if (session === null) return <SignInFirst title={t('incoming')} />;
  return (
    <>
      <PageHead title={t('incoming')}>
        <p className="dimmed">{t('incoming_about')}</p>
        <div>
          <Link to="/own-shop">{t('own_shop')}</Link> · <Link to="/parcels">{t('parcels')}</Link>
        </div>
      </PageHead>
      <NativeSelect
        maw={480}
        label={t('state')}
        value={state ?? ''}
        data={[
          { value: '', label: t('all') },
          ...orderStates.map((value) => ({ value, label: t(`state_of.${value}`) })),
        ]}
        onChange={(event) => {
          const { value } = event.currentTarget;
          void navigate({ search: (old) => ({ ...old, state: value || undefined, cursor: undefined }) });
        }}
      />
      <PagedAnswer
        query={orders}
        cursor={cursor}
        go={(next) => void navigate({ search: (old) => ({ ...old, cursor: next }) })}
        empty={
          <Empty title={t('none')}>
            <Link to="/own-shop">{t('none_about')}</Link>
          </Empty>
        }
      >
        {(items) =>
          items.map((order) => (
            <OrderSection key={order.order_id} order={order} lots={lots.data?.items ?? []} />
          ))
        }
      </PagedAnswer>
    </>
  );
}

function OrderSection({ order, lots }: { order: IncomingOrder; lots: readonly Lot[] }): ReactNode {
  const { t } = useTranslation('orders');
  const reader = useReader();
  const unitName = useUnitName();
  const marks = marksOf(reader);
  return (
    <Section
      title={t('order_number', { number: order.number })}
      aside={<strong>{t(`state_of.${order.state}`)}</strong>}
    >
      {order.refund_due && <Note>{t('you_owe', { amount: formatMoney(order.refund_due, reader) })}</Note>}
      <Facts
        rows={[
          [
            t('goods'),
            order.lines.map((line) => (
              <div key={line.line}>
                <Link to="/market/$listing_id" params={{ listing_id: line.listing_id }}>
                  {line.title}
                </Link>
                {marks.comma}
                {formatDecimal(line.quantity, reader)} {unitName(line.unit)}
              </div>
            )),
          ],
          [t('to_pay'), <Money key="p" of={order.to_pay} />],
          [
            t('payment'),
            `${t(`payment_of.${order.payment}`)}${marks.colon}${order.paid_at ? t('paid_on', { date: formatDay(order.paid_at, reader) }) : t('not_paid')}`,
          ],
          [t('destination'), <CountryName key="d" code={order.destination} />],
          [t('border'), t(`standing.${order.charges.standing}`)],
          [t('placed'), formatDay(order.placed_at, reader)],
          ...untilRows(order, t, reader),
          [t('person'), <Person key="w" order={order} />],
          ...laterRows(order, t, reader, unitName('kg')),
        ]}
      />
      <CommandButtons commands={commandsOf(order, lots, t, reader)} />
    </Section>
  );
}

type Words = (key: string, values?: Record<string, unknown>) => string;
type Rows = [string, ReactNode][];

function untilRows(order: IncomingOrder, t: Words, reader: ReturnType<typeof useReader>): Rows {
  if (!order.open_until) return [];
  return [[t(order.state === 'placed' ? 'answer_until' : 'pay_until'), formatDay(order.open_until, reader)]];
}

/** What came after: the parcel, a reason, a return and the money that went back. */
function laterRows(order: IncomingOrder, t: Words, reader: ReturnType<typeof useReader>, kg: string): Rows {
  const { parcel, giving_back: back } = order;
  const rows: Rows = [];
  if (parcel)
    rows.push([
      t('parcel'),
      [
        parcel.number,
        `${formatDecimal(parcel.gross_weight_kg, reader)} ${kg}`,
        t(`mode_of.${parcel.mode ?? 'none'}`),
        ...(parcel.verdict ? [t(`verdict.${parcel.verdict}`)] : []),
      ].join(marksOf(reader).comma),
    ]);
  if (order.reason) rows.push([t('reason'), order.reason]);
  if (back) {
    const { colon } = marksOf(reader);
    const amount = formatMoney(back.approved ?? back.asked, reader);
    const date = formatDay(back.answer_by, reader);
    rows.push([t('return'), t(`return_of.${back.state}`, { amount, date })]);
    rows.push([t('why'), `${t(`reason_of.${back.reason}`)}${back.text ? `${colon}${back.text}` : ''}`]);
  }
  if (order.refunded) rows.push([t('refunded'), <Money key="r" of={order.refunded} />]);
  return rows;
}

function Person({ order: { person } }: { order: IncomingOrder }): ReactNode {
  const { t } = useTranslation('orders');
  if (!person) return <span className="dimmed">{t('erased')}</span>;
  return (
    <>
      <div>
        <bdi>{person.name}</bdi>
      </div>
      <div style={{ whiteSpace: 'pre-line' }}>
        <bdi>{person.address}</bdi>
      </div>
      {person.email && <div>{person.email}</div>}
      {person.phone && <div>{person.phone}</div>}
      {person.remark && (
        <div className="small dimmed">
          <bdi>{person.remark}</bdi>
        </div>
      )}
    </>
  );
}
