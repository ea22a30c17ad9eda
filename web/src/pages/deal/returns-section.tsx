import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Deal } from '../../api/deals.ts';
import { formatDay } from '../../format/date.ts';
import { marksOf } from '../../format/marks.ts';
import { toDecimal } from '../../format/money.ts';
import { loadAreas } from '../../i18n/i18n.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { type ButtonCommand, CommandButtons } from '../../parts/command-buttons.tsx';
import { Money } from '../../parts/reading.tsx';
import { Empty, Facts, Section } from '../../parts/section.tsx';
import { dealReturnsQuery, type GoodsReturn } from '../shop/shop-api.ts';

const reasons = ['damaged', 'wrong_goods', 'not_as_described', 'incomplete', 'other'];

/** Goods of the deal that go back, each with its next step. */
export function ReturnsSection({ deal }: { deal: Deal }): ReactNode {
  const { t } = useTranslation('shop');
  const [ready, setReady] = useState(false);
  const returns = useQuery(dealReturnsQuery(deal.deal_id));
  useEffect(() => {
    void loadAreas('shop').then(() => setReady(true));
  }, []);
  if (!ready) return null;
  const buys = deal.my_roles.includes('buyer');
  return (
    <Section title={t('returns')} id="returns">
      {buys && <CommandButtons commands={[askCommand(deal, t)]} />}
      <Answer query={returns}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('no_returns')} />
          ) : (
            items.map((one) => <OneReturn key={one.return_id} one={one} deal={deal} />)
          )
        }
      </Answer>
    </Section>
  );
}

type Words = (key: string, values?: Record<string, unknown>) => string;

function askCommand(deal: Deal, t: Words): ButtonCommand {
  const goods = deal.terms?.goods ?? [];
  return {
    name: t('ask_return'),
    explain: t('ask_return_about'),
    method: 'POST',
    path: `/deals/${deal.deal_id}/returns`,
    fields: [
      {
        name: 'line',
        label: t('goods'),
        kind: 'choice',
        start: String(goods[0]?.line ?? 1),
        choices: goods.map((g) => ({ value: String(g.line), label: g.description })),
      },
      { name: 'quantity', label: t('quantity'), kind: 'decimal' },
      {
        name: 'reason',
        label: t('reason'),
        kind: 'choice',
        start: 'damaged',
        choices: reasons.map((reason) => ({ value: reason, label: t(`reason_of.${reason}`) })),
      },
      { name: 'description', label: t('description'), kind: 'paragraphs', longest: 2000 },
      { name: 'evidence', label: t('evidence'), kind: 'line', optional: true },
    ],
    shape: ({ line, quantity, evidence, ...rest }) => ({
      ...rest,
      lines: [{ line: Number(line), quantity }],
      evidence: evidence ? [{ what: evidence }] : [],
    }),
  };
}

function OneReturn({ one, deal }: { one: GoodsReturn; deal: Deal }): ReactNode {
  const { t } = useTranslation('shop');
  const reader = useReader();
  return (
    <div>
      <Facts
        rows={[
          [t('return_number', { number: one.number }), t(`return_state.${one.state}`)],
          [t('reason'), `${t(`reason_of.${one.reason}`)}${marksOf(reader).colon}${one.description}`],
          [t('asked'), <Money key="a" of={one.asked} />],
          ...(one.approved
            ? [[t('approved'), <Money key="p" of={one.approved} />] as [string, ReactNode]]
            : []),
          ...(one.state === 'requested'
            ? [[t('answer_by'), formatDay(one.answer_by, reader)] as [string, ReactNode]]
            : []),
          ...(one.tracking ? [[t('tracking'), one.tracking] as [string, ReactNode]] : []),
          ...(one.note ? [[t('note'), one.note] as [string, ReactNode]] : []),
        ]}
      />
      <CommandButtons commands={stepsOf(one, deal, t)} />
    </div>
  );
}

function stepsOf(one: GoodsReturn, deal: Deal, t: Words): ButtonCommand[] {
  const path = `/deals/${one.deal_id}/returns/${one.return_id}`;
  const sells = deal.my_roles.includes('seller');
  const buys = deal.my_roles.includes('buyer');
  if (sells && one.state === 'requested')
    return [
      {
        name: t('approve_return'),
        method: 'POST',
        path: `${path}/answer`,
        fixed: { decision: 'approved' },
        primary: true,
        fields: [
          {
            name: 'amount',
            label: t('approved'),
            kind: 'amount',
            currency: one.asked.currency,
            start: toDecimal(one.asked.amount),
          },
          {
            name: 'goods_back',
            label: t('goods_back'),
            kind: 'choice',
            start: 'yes',
            choices: [
              { value: 'yes', label: t('goods_come_back') },
              { value: 'no', label: t('goods_stay') },
            ],
          },
        ],
        shape: (body) => ({ amount: body.amount, goods_back: body.goods_back === 'yes' }),
      },
      {
        name: t('refuse_return'),
        method: 'POST',
        path: `${path}/answer`,
        fixed: { decision: 'refused' },
        fields: [{ name: 'note', label: t('note'), kind: 'line', longest: 500 }],
      },
    ];
  if (buys && one.state === 'approved')
    return [
      {
        name: t('send_back'),
        method: 'POST',
        path: `${path}/sending`,
        primary: true,
        fields: [{ name: 'tracking', label: t('tracking'), kind: 'line', longest: 60 }],
      },
    ];
  if (sells && one.state === 'sent')
    return [
      {
        name: t('receive_back'),
        explain: t('receive_back_about'),
        method: 'POST',
        path: `${path}/receipt`,
        primary: true,
        fields: [],
      },
    ];
  if (sells && one.state === 'refund_due')
    return [{ name: t('pay_again'), method: 'POST', path: `${path}/payment`, fields: [] }];
  return [];
}
