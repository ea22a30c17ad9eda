import type { TFunction } from 'i18next';
import type { Listing } from '../../api/market.ts';
import { toDecimal } from '../../format/money.ts';
import type { CommandField, Values } from '../../parts/command-fields.ts';
import {
  dangerFields,
  detailFields,
  plainDecimal,
  priceListFields,
  shapeDetails,
  validityFields,
} from './details-fields.ts';
import { shapeWording, wordingFields } from './wording-fields.ts';

const MAX_TIERS = 10;
/** Papers beyond those that every deal has anyway. */
export const certificates = ['certificate_of_conformity', 'phytosanitary_certificate'];

type Choices = { value: string; label: string }[];

/** What a listing is asked with: lists of the reference, the words, the draw of the HS field. */
export interface ListingAsk {
  t: TFunction;
  locale: string;
  country: string;
  /** The listing that is changed; without one, a new one. */
  start?: Listing;
  countries: Choices;
  units: Choices;
  packages: Choices;
  currencies: Choices;
  incoterms: Choices;
  places: Choices;
  drawHs: CommandField['draw'];
}

/** Fields of a listing; one more step of price appears once the one before is filled. */
export function listingFields(ask: ListingAsk, values: Values): CommandField[] {
  const { t, start } = ask;
  const { first, last } = wordingFields(t, values, start, ask.locale);
  const kept = (start?.certificates ?? []).filter((kind) => !certificates.includes(kind));
  const goods: CommandField[] = [
    {
      name: 'hs_code',
      label: t('form.hs'),
      kind: 'line',
      group: t('goods'),
      start: start?.hs_code ?? '',
      ...(ask.drawHs ? { draw: ask.drawHs } : {}),
    },
    {
      name: 'origin_country',
      label: t('origin'),
      kind: 'choice',
      group: t('goods'),
      start: start?.origin_country ?? ask.country,
      choices: ask.countries,
    },
    {
      name: 'certificates',
      label: t('certificates'),
      kind: 'several',
      group: t('goods'),
      optional: true,
      start: (start?.certificates ?? []).join(' '),
      choices: [...certificates, ...kept].map((value) => ({
        value,
        label: t(`document_kind.${value}`, { ns: 'terms', defaultValue: value }),
      })),
    },
  ];
  const chosen = (values.certificates ?? (start?.certificates ?? []).join(' ')).split(' ').filter(Boolean);
  const unit = values.unit ?? start?.unit ?? ask.units[0]?.value ?? '';
  return [
    ...first,
    ...goods,
    ...validityFields(ask, chosen),
    ...packingFields(ask, values),
    ...detailFields(ask, ask.units.find((u) => u.value === unit)?.label ?? unit),
    ...dangerFields(ask, values),
    ...tierFields(ask, values),
    ...priceListFields(ask, values, stepsOf(ask, values)),
    ...last,
  ];
}

/** Quantities at which the first prices begin, as typed. */
function stepsOf({ start }: ListingAsk, values: Values): string[] {
  const before = start?.tiers ?? [];
  const steps = [values.moq ?? (start ? plainDecimal(start.moq) : '')];
  for (let n = 2; n <= MAX_TIERS; n += 1) {
    const tier = before[n - 1];
    const typed = values[`quantity_${n}`] ?? (tier ? plainDecimal(tier.min_quantity) : '');
    if (typed.trim() === '') break;
    steps.push(typed);
  }
  return steps;
}

function packingFields({ t, start, units, packages }: ListingAsk, values: Values): CommandField[] {
  const group = t('packing');
  const unit = values.unit ?? start?.unit ?? units[0]?.value ?? '';
  const name = units.find((u) => u.value === unit)?.label ?? unit;
  const decimal = (field: string, label: string, before: string | undefined): CommandField => ({
    name: field,
    label,
    kind: 'decimal',
    group,
    start: before === undefined ? '' : plainDecimal(before),
  });
  return [
    { name: 'unit', label: t('form.unit'), kind: 'choice', group, start: unit, choices: units },
    decimal('moq', `${t('moq')}, ${name}`, start?.moq),
    {
      name: 'package_kind',
      label: t('form.package'),
      kind: 'choice',
      group,
      start: start?.package_kind ?? packages[0]?.value ?? '',
      choices: packages,
    },
    decimal('units_per_package', t('form.per_package', { unit: name }), start?.units_per_package),
    decimal('unit_net_weight_kg', t('form.net', { unit: name }), start?.unit_net_weight_kg),
    decimal('unit_gross_weight_kg', t('form.gross', { unit: name }), start?.unit_gross_weight_kg),
    {
      name: 'lead_time_days',
      label: t('form.lead_time'),
      kind: 'whole',
      group,
      start: String(start?.lead_time_days ?? ''),
    },
  ];
}

function tierFields(ask: ListingAsk, values: Values): CommandField[] {
  const { t, start } = ask;
  const before = start?.tiers ?? [];
  const currency = values.currency ?? before[0]?.price.currency ?? ask.currencies[0]?.value ?? '';
  const fields: CommandField[] = [
    {
      name: 'currency',
      label: t('form.currency'),
      kind: 'choice',
      group: t('tiers'),
      start: currency,
      choices: ask.currencies,
    },
  ];
  for (let n = 1; n <= MAX_TIERS; n += 1) {
    const tier = before[n - 1];
    const group = n === 1 ? t('tiers') : t('form.tier', { n });
    const quantity = values[`quantity_${n}`] ?? (tier ? plainDecimal(tier.min_quantity) : '');
    if (n > 1)
      fields.push({
        name: `quantity_${n}`,
        label: t('from_quantity'),
        kind: 'decimal',
        group,
        optional: true,
        start: quantity,
      });
    if (n > 1 && quantity.trim() === '') break;
    fields.push(
      {
        name: `price_${n}`,
        label: t('price_unit'),
        kind: 'amount',
        currency,
        group,
        start: tier ? toDecimal(tier.price.amount) : '',
      },
      {
        name: `incoterm_${n}`,
        label: t('delivery'),
        kind: 'choice',
        group,
        start: tier?.incoterm ?? values.incoterm_1 ?? before[0]?.incoterm ?? ask.incoterms[0]?.value ?? '',
        choices: ask.incoterms,
      },
      {
        name: `place_${n}`,
        label: t('form.place'),
        kind: 'choice',
        group,
        start: tier?.place ?? values.place_1 ?? before[0]?.place ?? ask.places[0]?.value ?? '',
        choices: ask.places,
      },
    );
  }
  return fields;
}

/** The listing to send, out of its fields. The first step of price begins at the least order. */
export function shapeListing(body: Record<string, unknown>, start?: Listing): Record<string, unknown> {
  const tiers = [];
  for (let n = 1; n <= MAX_TIERS && body[`price_${n}`] !== undefined; n += 1)
    tiers.push({
      min_quantity: n === 1 ? body.moq : body[`quantity_${n}`],
      price: body[`price_${n}`],
      incoterm: body[`incoterm_${n}`],
      place: body[`place_${n}`],
    });
  const kept = [
    'hs_code',
    'origin_country',
    'unit',
    'moq',
    'package_kind',
    'units_per_package',
    'unit_net_weight_kg',
    'unit_gross_weight_kg',
    'lead_time_days',
  ];
  return {
    ...shapeWording(body, start),
    ...Object.fromEntries(kept.map((name) => [name, body[name]])),
    certificates: body.certificates ?? [],
    tiers,
    ...shapeDetails(
      body,
      tiers.map((tier) => String(tier.min_quantity)),
      start,
    ),
  };
}
