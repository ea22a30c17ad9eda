import { countryName } from '../../format/names.ts';
import type { useReader } from '../../i18n/reader.tsx';
import type { CommandField } from '../../parts/command-fields.ts';
import type { CommandSpec } from '../../parts/command-form.tsx';
import { HsField } from '../market/hs-field.tsx';
import type { Lot } from './shop-api.ts';

type Words = (key: string, values?: Record<string, unknown>) => string;
type Reader = ReturnType<typeof useReader>;

const corridor = ['KZ', 'KG', 'TJ', 'TM', 'UZ', 'CN'];
const units = ['pcs', 'kg', 'pair', 'set', 'm', 'm2', 'l'];

const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
const countries = (codes: readonly string[], reader: Reader) =>
  codes.map((value) => ({ value, label: countryName(value, reader) }));

/** One parcel of one kind of goods; modes that sell from a warehouse ask for the lot as well. */
export function registerCommand(t: Words, lots: readonly Lot[], reader: Reader): CommandSpec {
  return {
    name: t('register_parcel'),
    explain: t('register_about'),
    method: 'POST',
    path: '/parcels',
    fields: ({ mode = '9610' }) => {
      const own = lots.filter((lot) => lot.mode === mode);
      const lot: CommandField[] =
        mode === '9610'
          ? []
          : [
              {
                name: 'lot_id',
                label: t('lot'),
                kind: 'choice',
                choices: own.map((l) => ({ value: l.lot_id, label: `${l.description}, ${l.warehouse}` })),
                start: own[0]?.lot_id ?? '',
              },
            ];
      return [
        {
          name: 'mode',
          label: t('mode'),
          kind: 'choice',
          choices: plain(['9610', '9810', '1210']),
          start: '9610',
        },
        { name: 'number', label: t('number'), kind: 'line', longest: 40 },
        {
          name: 'transport',
          label: t('carried_by'),
          kind: 'choice',
          choices: ['road', 'rail', 'air', 'post'].map((value) => ({ value, label: t(`carried.${value}`) })),
          start: 'road',
        },
        {
          name: 'channel',
          label: t('channel'),
          kind: 'choice',
          choices: ['courier', 'post'].map((value) => ({ value, label: t(`channel_of.${value}`) })),
          start: 'courier',
        },
        {
          name: 'destination',
          label: t('country'),
          kind: 'choice',
          choices: countries(corridor, reader),
          start: mode === '1210' ? 'CN' : 'KZ',
        },
        { name: 'released_on', label: t('day'), kind: 'date' },
        { name: 'recipient', label: t('recipient'), kind: 'line', longest: 120, hint: t('recipient_hint') },
        { name: 'gross_weight_kg', label: t('gross_kg'), kind: 'decimal' },
        ...lot,
        { name: 'hs_code', label: t('hs_code'), kind: 'line', draw: (field) => <HsField field={field} /> },
        {
          name: 'origin_country',
          label: t('origin'),
          kind: 'choice',
          choices: countries(corridor, reader),
          start: 'CN',
        },
        { name: 'description', label: t('goods'), kind: 'line', longest: 300 },
        { name: 'quantity', label: t('quantity'), kind: 'decimal' },
        { name: 'unit', label: t('unit'), kind: 'choice', choices: plain(units), start: 'pcs' },
        { name: 'net_weight_kg', label: t('net_kg'), kind: 'decimal' },
        { name: 'amount', label: `${t('amount')}, CNY`, kind: 'amount', currency: 'CNY' },
      ];
    },
    shape: ({
      hs_code,
      origin_country,
      description,
      quantity,
      unit,
      net_weight_kg,
      amount,
      lot_id,
      ...parcel
    }) => ({
      ...parcel,
      items: [
        {
          hs_code,
          origin_country,
          description,
          quantity,
          unit,
          net_weight_kg,
          amount,
          ...(lot_id ? { lot_id } : {}),
        },
      ],
    }),
  };
}

/** Goods that have come into a warehouse abroad or into bond. */
export function lotCommand(t: Words, reader: Reader): CommandSpec {
  return {
    name: t('receive_lot'),
    explain: t('receive_lot_about'),
    method: 'POST',
    path: '/parcel-lots',
    fields: ({ mode = '9810' }) => [
      { name: 'mode', label: t('mode'), kind: 'choice', choices: plain(['9810', '1210']), start: '9810' },
      {
        name: 'country',
        label: t('country'),
        kind: 'choice',
        choices: countries(mode === '1210' ? ['CN'] : corridor.slice(0, -1), reader),
        start: mode === '1210' ? 'CN' : 'KZ',
      },
      { name: 'warehouse', label: t('warehouse'), kind: 'line', longest: 80 },
      {
        name: 'reference',
        label: t('lot_reference'),
        kind: 'line',
        longest: 80,
        hint: t('lot_reference_hint'),
      },
      { name: 'hs_code', label: t('hs_code'), kind: 'line', draw: (field) => <HsField field={field} /> },
      {
        name: 'origin_country',
        label: t('origin'),
        kind: 'choice',
        choices: countries(corridor, reader),
        start: 'CN',
      },
      { name: 'description', label: t('goods'), kind: 'line', longest: 300 },
      { name: 'quantity', label: t('quantity'), kind: 'decimal' },
      { name: 'unit', label: t('unit'), kind: 'choice', choices: plain(units), start: 'pcs' },
    ],
  };
}
