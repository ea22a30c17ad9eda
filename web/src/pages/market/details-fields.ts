import type { TFunction } from 'i18next';
import type { Listing, PriceList } from '../../api/market.ts';
import { toDecimal } from '../../format/money.ts';
import type { CommandField, Values } from '../../parts/command-fields.ts';
import type { ListingAsk } from './listing-fields.ts';

const MAX_LISTS = 3;
export const hazardClasses = [
  ...['1', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '2.1', '2.2', '2.3', '3', '4.1', '4.2', '4.3'],
  ...['5.1', '5.2', '6.1', '6.2', '7', '8', '9'],
];

/** Facts that not all goods have; all of them may stay empty. */
export function detailFields({ t, start }: ListingAsk, unit: string): CommandField[] {
  const group = t('details');
  const decimal = (name: 'order_multiple' | 'capacity_per_month' | 'package_volume_m3'): CommandField => ({
    name,
    label: t(`form.${name}`, { unit }),
    kind: 'decimal',
    group,
    optional: true,
    start: start?.[name] === undefined ? '' : plainDecimal(start[name]),
  });
  const danger = start?.dangerous_goods;
  const none = { value: '', label: t('form.not_dangerous') };
  return [
    decimal('order_multiple'),
    decimal('capacity_per_month'),
    decimal('package_volume_m3'),
    {
      name: 'shelf_life_days',
      label: t('form.shelf_life'),
      kind: 'whole',
      group,
      optional: true,
      start: String(start?.shelf_life_days ?? ''),
    },
    {
      name: 'hazard_class',
      label: t('form.hazard_class'),
      kind: 'choice',
      group,
      optional: true,
      start: danger?.hazard_class ?? '',
      choices: [none, ...hazardClasses.map((value) => ({ value, label: value }))],
    },
  ];
}

/** Asked once the goods have a class. */
export function dangerFields({ t, start }: ListingAsk, values: Values): CommandField[] {
  const danger = start?.dangerous_goods;
  if ((values.hazard_class ?? danger?.hazard_class ?? '') === '') return [];
  const group = t('details');
  return [
    {
      name: 'un_number',
      label: t('form.un_number'),
      kind: 'line',
      group,
      longest: 4,
      start: danger?.un_number ?? '',
    },
    {
      name: 'packing_group',
      label: t('form.packing_group'),
      kind: 'choice',
      group,
      optional: true,
      start: danger?.packing_group ?? '',
      choices: ['', 'I', 'II', 'III'].map((value) => ({ value, label: value || '–' })),
    },
  ];
}

/** The last day of each certificate that is ticked. */
export function validityFields(ask: ListingAsk, chosen: readonly string[]): CommandField[] {
  const { t, start } = ask;
  return chosen.map((kind) => ({
    name: `valid_until_${kind}`,
    label: t('form.valid_until', {
      certificate: t(`document_kind.${kind}`, { ns: 'terms', defaultValue: kind }),
    }),
    kind: 'date',
    group: t('goods'),
    optional: true,
    start: start?.certificate_validity?.find((one) => one.certificate === kind)?.valid_until ?? '',
  }));
}

/** Further price lists at the quantities of the first; one more appears once the one before has a currency. */
export function priceListFields(
  ask: ListingAsk,
  values: Values,
  quantities: readonly string[],
): CommandField[] {
  const { t, start } = ask;
  const before = editable(start);
  const fields: CommandField[] = [];
  for (let n = 1; n <= MAX_LISTS; n += 1) {
    const list = before[n - 1];
    const group = t('form.price_list', { n });
    const currency = values[`list_${n}_currency`] ?? list?.currency ?? '';
    fields.push({
      name: `list_${n}_currency`,
      label: t('form.currency'),
      kind: 'choice',
      group,
      optional: true,
      start: list?.currency ?? '',
      choices: [{ value: '', label: t('form.no_list') }, ...ask.currencies],
    });
    if (currency === '') break;
    fields.push(
      {
        name: `list_${n}_incoterm`,
        label: t('delivery'),
        kind: 'choice',
        group,
        start: list?.incoterm ?? ask.incoterms[0]?.value ?? '',
        choices: ask.incoterms,
      },
      {
        name: `list_${n}_place`,
        label: t('form.place'),
        kind: 'choice',
        group,
        start: list?.place ?? ask.places[0]?.value ?? '',
        choices: ask.places,
      },
      ...quantities.map(
        (quantity, at): CommandField => ({
          name: `list_${n}_price_${at + 1}`,
          label: t('form.price_from', { quantity }),
          kind: 'amount',
          currency,
          group,
          start: list?.tiers[at] ? toDecimal(list.tiers[at].amount) : '',
        }),
      ),
    );
  }
  return fields;
}

/** Details out of their fields; a list with quantities of its own stays as it is. */
export function shapeDetails(
  body: Record<string, unknown>,
  quantities: readonly string[],
  start?: Listing,
): Record<string, unknown> {
  const given = ['order_multiple', 'capacity_per_month', 'package_volume_m3', 'shelf_life_days'];
  const certificates = (body.certificates ?? []) as string[];
  const dated = certificates.flatMap((certificate) => {
    const valid_until = body[`valid_until_${certificate}`];
    return valid_until ? [{ certificate, valid_until }] : [];
  });
  const lists: unknown[] = (start?.price_lists ?? []).filter((list) => !editable(start).includes(list));
  for (let n = 1; n <= MAX_LISTS && body[`list_${n}_currency`]; n += 1)
    lists.push({
      currency: body[`list_${n}_currency`],
      incoterm: body[`list_${n}_incoterm`],
      place: body[`list_${n}_place`],
      tiers: quantities.map((min_quantity, at) => ({
        min_quantity,
        amount: (body[`list_${n}_price_${at + 1}`] as { amount?: string } | undefined)?.amount ?? '0',
      })),
    });
  return {
    ...Object.fromEntries(given.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]]))),
    ...(body.hazard_class
      ? {
          dangerous_goods: {
            un_number: body.un_number,
            hazard_class: body.hazard_class,
            ...(body.packing_group ? { packing_group: body.packing_group } : {}),
          },
        }
      : {}),
    ...(dated.length > 0 ? { certificate_validity: dated } : {}),
    ...(lists.length > 0 ? { price_lists: lists } : {}),
  };
}

/** Lists that the form can show: their steps are those of the first prices. */
function editable(start: Listing | undefined): PriceList[] {
  const steps = (start?.tiers ?? []).map((tier) => tier.min_quantity).join(' ');
  return (start?.price_lists ?? [])
    .filter((list) => list.tiers.map((tier) => tier.min_quantity).join(' ') === steps)
    .slice(0, MAX_LISTS);
}

/** '20000.000' → '20000'. */
export function plainDecimal(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Facts of the details as rows of a table, those that are known only. */
export function detailRows(
  listing: Listing,
  t: TFunction,
  shown: { number: (text: string) => string; unit: string; date: (day: string) => string },
): [string, string][] {
  const { dangerous_goods: danger, shelf_life_days } = listing;
  const { number, unit } = shown;
  const validity = (listing.certificate_validity ?? []).map(({ certificate, valid_until }) =>
    t('valid_until', {
      certificate: t(`document_kind.${certificate}`, { ns: 'terms', defaultValue: certificate }),
      date: shown.date(valid_until),
    }),
  );
  const rows: [string, string | undefined][] = [
    [t('order_multiple'), listing.order_multiple && `${number(listing.order_multiple)} ${unit}`],
    [t('capacity'), listing.capacity_per_month && `${number(listing.capacity_per_month)} ${unit}`],
    [t('volume'), listing.package_volume_m3 && `${number(listing.package_volume_m3)} m³`],
    [t('shelf_life'), shelf_life_days === undefined ? undefined : t('days', { days: shelf_life_days })],
    [
      t('dangerous'),
      danger &&
        [`UN ${danger.un_number}`, t('hazard', { hazard: danger.hazard_class }), danger.packing_group]
          .filter(Boolean)
          .join(', '),
    ],
    [t('validity'), validity.length > 0 ? validity.join('; ') : undefined],
  ];
  return rows.filter((row): row is [string, string] => Boolean(row[1]));
}
