import { formatAmount } from '../../format/money.ts';
import type { useReader } from '../../i18n/reader.tsx';
import type { ButtonCommand } from '../../parts/command-buttons.tsx';
import type { CommandField } from '../../parts/command-fields.ts';
import type { IncomingOrder } from './orders-api.ts';
import type { Lot } from './shop-api.ts';

type Words = (key: string, values?: Record<string, unknown>) => string;
type Reader = ReturnType<typeof useReader>;

/** What the merchant can do with an order as it stands, the next step first. */
export function commandsOf(
  order: IncomingOrder,
  lots: readonly Lot[],
  t: Words,
  reader: Reader,
): ButtonCommand[] {
  const path = `/incoming-orders/${order.order_id}`;
  const plain = (name: string, more: Partial<ButtonCommand> = {}): ButtonCommand => ({
    name: t(name),
    explain: t(`${name}_about`),
    method: 'POST',
    path: `${path}/${paths[name] ?? name}`,
    fields: [],
    ...more,
  });
  const commands: ButtonCommand[] = [];
  const pays = order.payment === 'transfer' && !order.paid_at;
  if (order.state === 'placed') commands.push(plain('confirm', { primary: true }));
  if (order.state === 'confirmed' && !pays) commands.push(handOverCommand(order, path, lots, t));
  if (
    (order.state === 'confirmed' && pays) ||
    (order.state === 'handed_over' && order.payment === 'on_delivery' && !order.paid_at)
  )
    commands.push(plain('record_payment', { primary: true }));
  if (order.giving_back?.state === 'requested') commands.push(answerCommand(order, path, t, reader));
  if (order.giving_back?.state === 'approved' && order.giving_back.goods_back !== false)
    commands.push(plain('receive_back'));
  if (order.refund_due) commands.push(plain('record_refund', { primary: true }));
  if (order.state === 'placed' || order.state === 'confirmed')
    commands.push(
      plain('refuse', { fields: [{ name: 'reason', label: t('reason'), kind: 'line', longest: 300 }] }),
    );
  return commands;
}

const paths: Record<string, string> = {
  confirm: 'confirmation',
  refuse: 'refusal',
  record_payment: 'payment',
  receive_back: 'return-receipt',
  record_refund: 'refund',
};

/** Packed and weighed: the parcel's number, its mode, and the lots where goods come out of a warehouse. */
function handOverCommand(order: IncomingOrder, path: string, lots: readonly Lot[], t: Words): ButtonCommand {
  const from = order.shop.country;
  const modes = [
    ...(from === 'CN' && order.destination !== 'CN' ? ['9610'] : []),
    ...(order.destination === 'CN' ? ['1210'] : []),
    '9810',
    ...(from !== 'CN' || order.destination === 'CN' ? ['none'] : []),
  ];
  return {
    name: t('hand_over'),
    explain: t('hand_over_about'),
    method: 'POST',
    path: `${path}/hand-over`,
    primary: true,
    fields: ({ mode = modes[0] ?? '9610' }) => [
      {
        name: 'mode',
        label: t('mode'),
        kind: 'choice',
        choices: modes.map((value) => ({ value, label: t(`mode_of.${value}`) })),
        start: modes[0] ?? '',
      },
      { name: 'number', label: t('parcel_number'), kind: 'line', longest: 40, hint: t('parcel_number_hint') },
      {
        name: 'gross_weight_kg',
        label: t('gross_kg'),
        kind: 'decimal',
        start: plainDecimal(order.weight_kg),
      },
      ...(mode === '9810' || mode === '1210' ? order.lines.map((line) => lotField(line, mode, lots, t)) : []),
    ],
    shape: ({ mode, number, gross_weight_kg, ...rest }) => {
      const drawn = order.lines.flatMap(({ line }) => {
        const lot_id = rest[`lot_${line}`];
        return typeof lot_id === 'string' && lot_id ? [{ line, lot_id }] : [];
      });
      return { mode, number, gross_weight_kg, ...(drawn.length > 0 ? { lots: drawn } : {}) };
    },
  };
}

function lotField(
  { line, title, hs_code }: IncomingOrder['lines'][number],
  mode: string,
  lots: readonly Lot[],
  t: Words,
): CommandField {
  const fitting = lots.filter((lot) => lot.mode === mode && lot.hs_code === hs_code);
  return {
    name: `lot_${line}`,
    label: t('lot_of', { title }),
    kind: 'choice',
    choices: fitting.map((lot) => ({ value: lot.lot_id, label: `${lot.description}, ${lot.warehouse}` })),
    start: fitting[0]?.lot_id ?? '',
    ...(fitting.length === 0 ? { hint: t('no_lot') } : {}),
  };
}

function answerCommand(order: IncomingOrder, path: string, t: Words, reader: Reader): ButtonCommand {
  const asked = order.giving_back?.asked ?? order.goods;
  return {
    name: t('answer_return'),
    explain: t('answer_return_about'),
    method: 'POST',
    path: `${path}/return-answer`,
    primary: true,
    fields: ({ answer = 'approve' }) => [
      {
        name: 'answer',
        label: t('answer'),
        kind: 'choice',
        choices: ['approve', 'refuse'].map((value) => ({ value, label: t(`answer_of.${value}`) })),
        start: 'approve',
      },
      ...(answer === 'approve'
        ? ([
            {
              name: 'amount',
              label: `${t('amount')}, ${asked.currency}`,
              kind: 'amount',
              currency: asked.currency,
              start: formatAmount(asked, reader),
            },
            {
              name: 'goods_back',
              label: t('goods'),
              kind: 'choice',
              choices: ['yes', 'no'].map((value) => ({ value, label: t(`goods_back_of.${value}`) })),
              start: 'yes',
            },
          ] satisfies CommandField[])
        : []),
      { name: 'note', label: t('note'), kind: 'line', longest: 300 },
    ],
    shape: ({ answer, amount, goods_back, note }) => ({
      answer,
      note,
      ...(answer === 'approve'
        ? { amount: (amount as { amount: string }).amount, goods_back: goods_back === 'yes' }
        : {}),
    }),
  };
}

const plainDecimal = (text: string): string => text.replace(/\.?0+$/, '');
