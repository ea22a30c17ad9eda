import { formatAmount } from '../../format/money.ts';
import { countryName } from '../../format/names.ts';
import type { useReader } from '../../i18n/reader.tsx';
import type { CommandField, Values } from '../../parts/command-fields.ts';
import type { OwnShop } from './shop-api.ts';

type Words = (key: string, values?: Record<string, unknown>) => string;
type Reader = ReturnType<typeof useReader>;
type ToPersons = NonNullable<OwnShop['to_persons']>;

const corridor = ['KZ', 'KG', 'UZ', 'TJ', 'TM', 'CN'];

/** How the shop sells to persons; what more is asked depends on whether it does. */
export function personsFields(
  now: OwnShop['to_persons'],
  currency: string,
  values: Values,
  t: Words,
  reader: Reader,
): CommandField[] {
  const group = t('to_persons');
  const sells = now ? 'yes' : 'no';
  const first: CommandField = {
    name: 'persons',
    label: t('sells_to_persons'),
    kind: 'choice',
    group,
    start: sells,
    choices: ['no', 'yes'].map((value) => ({ value, label: t(`sells_to_persons_of.${value}`) })),
  };
  if ((values.persons ?? sells) === 'no') return [first];
  const choice = (name: 'transport' | 'channel', codes: string[], start: string): CommandField => ({
    name,
    label: t(name === 'transport' ? 'carried_by' : 'channel'),
    kind: 'choice',
    group,
    start,
    choices: codes.map((value) => ({
      value,
      label: t(name === 'transport' ? `carried.${value}` : `channel_of.${value}`),
    })),
  });
  return [
    first,
    ...corridor.map((code): CommandField => {
      const delivery = now?.countries.find((c) => c.country === code)?.delivery;
      return {
        name: `delivery_${code}`,
        label: t('delivery_to', { country: countryName(code, reader) }),
        kind: 'amount',
        currency,
        optional: true,
        hint: t('delivery_hint'),
        group,
        ...(delivery ? { start: formatAmount(delivery, reader) } : {}),
      };
    }),
    choice('transport', ['road', 'rail', 'air', 'post'], now?.transport ?? 'road'),
    choice('channel', ['courier', 'post'], now?.channel ?? 'courier'),
    {
      name: 'payments',
      label: t('payments'),
      kind: 'several',
      group,
      start: (now?.payments ?? ['transfer']).join(' '),
      choices: ['transfer', 'on_delivery'].map((value) => ({ value, label: t(`payment_of.${value}`) })),
    },
    {
      name: 'payment_note',
      label: t('payment_note'),
      kind: 'paragraphs',
      optional: true,
      longest: 500,
      group,
      hint: t('payment_note_hint'),
      start: now?.payment_note ?? '',
    },
  ];
}

/** What the fields say, as the shop keeps it; null: to firms only. */
export function personsOf(body: Record<string, unknown>): ToPersons | null {
  if (body.persons !== 'yes') return null;
  return {
    countries: corridor.flatMap((country) => {
      const delivery = body[`delivery_${country}`] as ToPersons['countries'][number]['delivery'] | undefined;
      return delivery ? [{ country, delivery }] : [];
    }),
    transport: String(body.transport),
    channel: String(body.channel),
    payments: Array.isArray(body.payments) ? body.payments : [],
    payment_note: typeof body.payment_note === 'string' ? body.payment_note : '',
  };
}
