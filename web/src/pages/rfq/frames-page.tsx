import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import type { MoneyJson } from '../../format/money.ts';
import { formatDecimal } from '../../format/number.ts';
import { useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import { Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Empty, PageHead } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { StatusBadge, ToneBadge } from '../../parts/status-badge.tsx';
import type { PricedLine, Tier } from './frame-fields.ts';
import { FramePrices, TierLines } from './frame-prices.tsx';

export interface PriceChange {
  change_id: string;
  from_day: string;
  prices: { line: number; unit_price: MoneyJson }[];
  tiers: Tier[];
  reason: string | null;
  state: string;
  mine: boolean;
}

export interface Frame {
  frame_id: string;
  title: string;
  basis_deal_id: string;
  partner: string;
  my_side: string;
  proposed_by: string;
  state: string;
  over: boolean;
  version: number;
  lot: (PricedLine & { quantity: string; unit: string })[];
  lot_price: MoneyJson;
  tiers: Tier[];
  prices_from: string | null;
  changes: PriceChange[];
  lots_total: number;
  lots_called: number;
  valid_until: string;
}

/** What was agreed for a time, how much of it is left, and what the reader can do about it. */
export function FramesPage(): ReactNode {
  const { t } = useTranslation(['rfqs', 'terms']);
  const session = useSession();
  const search = useSearch({ from: '/frames' });
  const navigate = useNavigate({ from: '/frames' });
  const frames = useQuery({
    queryKey: ['frames', search.cursor],
    queryFn: ({ signal }) =>
      callApi<Page<Frame>>('/frames', { query: { cursor: search.cursor, limit: 20 }, signal }),
    enabled: Boolean(session),
    placeholderData: keepPreviousData,
  });
  if (session === null) return <SignInFirst title={t('frames.title')} />;
  return (
    <>
      <PageHead title={t('frames.title')}>
        <p className="dimmed">{t('frames.about')}</p>
      </PageHead>
      <PagedAnswer
        query={frames}
        rows={6}
        cursor={search.cursor}
        go={(cursor) => void navigate({ search: (old) => ({ ...old, cursor }) })}
        empty={<Empty title={t('frames.none')}>{t('frames.none_about')}</Empty>}
      >
        {(items) => (
          <RecordTable
            caption={t('frames.title')}
            rows={items}
            keyOf={(frame) => frame.frame_id}
            columns={[
              {
                id: 'goods',
                header: t('goods'),
                title: true,
                cell: (frame) => (
                  <Link to="/deals/$deal_id" params={{ deal_id: frame.basis_deal_id }}>
                    {frame.title}
                  </Link>
                ),
              },
              { id: 'partner', header: t('frames.partner'), cell: (frame) => frame.partner },
              { id: 'lot', header: t('frames.one_lot'), end: true, cell: (frame) => <Lot frame={frame} /> },
              {
                id: 'left',
                header: t('frames.lots'),
                cell: (frame) => t('frames.left', { called: frame.lots_called, total: frame.lots_total }),
              },
              {
                id: 'until',
                header: t('valid_until'),
                cell: (frame) => <Instant at={frame.valid_until} day />,
              },
              {
                id: 'state',
                header: t('col.state'),
                cell: (frame) =>
                  frame.over ? (
                    <ToneBadge tone="neutral">{t('frames.over')}</ToneBadge>
                  ) : (
                    <StatusBadge kind="frame" state={frame.state} />
                  ),
              },
              {
                id: 'prices',
                header: t('frames.changes'),
                cell: (frame) =>
                  frame.state === 'active' || frame.changes.length > 0 ? <FramePrices frame={frame} /> : null,
              },
              {
                id: 'steps',
                header: t('frames.steps'),
                cell: (frame) => (hasSteps(frame) ? <Steps frame={frame} /> : null),
              },
            ]}
          />
        )}
      </PagedAnswer>
    </>
  );
}

function Lot({ frame }: { frame: Frame }): ReactNode {
  const reader = useReader();
  const unitName = useUnitName();
  return (
    <>
      <Money of={frame.lot_price} />
      {frame.lot.map((line) => (
        <div key={line.line} className="small dimmed">
          {formatDecimal(line.quantity, reader)} {unitName(line.unit)} · <Money of={line.unit_price} />
        </div>
      ))}
      <TierLines tiers={frame.tiers} />
    </>
  );
}

/** Whether the reader can answer the proposal, or call lots. */
function hasSteps({ over, state, my_side, lots_called, lots_total }: Frame): boolean {
  if (over) return false;
  return state === 'proposed' || (state === 'active' && my_side === 'buyer' && lots_called < lots_total);
}

function Steps({ frame }: { frame: Frame }): ReactNode {
  const { t } = useTranslation('rfqs');
  const navigate = useNavigate();
  if (frame.state === 'proposed') {
    const answer = (name: string, value: string) => ({
      name,
      method: 'POST',
      path: `/frames/${frame.frame_id}/answer`,
      fixed: { version: frame.version, answer: value },
      fields: [],
    });
    const mine = frame.my_side === frame.proposed_by;
    return (
      <CommandButtons
        commands={[
          ...(mine ? [] : [answer(t('frames.accept'), 'accept')]),
          answer(t('frames.refuse'), 'refuse'),
        ]}
      />
    );
  }
  return (
    <CommandButtons
      commands={[
        {
          name: t('frames.call'),
          explain: t('frames.call_explain'),
          method: 'POST',
          path: `/frames/${frame.frame_id}/calls`,
          fields: [
            { name: 'lots', label: t('frames.lots'), kind: 'whole', start: '1' },
            { name: 'ship_by', label: t('frames.ship_by'), kind: 'date' },
          ],
          answered: ({ deal_id }: { deal_id: string }) =>
            void navigate({ to: '/deals/$deal_id', params: { deal_id } }),
        },
      ]}
    />
  );
}
