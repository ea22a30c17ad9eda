import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { type Locale, locales } from '../../../kernel/locale.ts';
import { type FieldError, isRefusal } from '../../../kernel/refusal.ts';
import { hasHiddenMarks } from '../../../kernel/text.ts';
import { checkListing, type ListingInput, listingInput, type Tier, type Translations } from '../model.ts';
import { detailColumns, minorUnits, readDetails } from './details-cells.ts';

/** Cells of one row by the name of their column; all text. */
export type Cells = Readonly<Record<string, string>>;

export const TIERS = 5;
const tierColumns = Array.from({ length: TIERS - 1 }, (_, at) => [
  `min_quantity_${at + 2}`,
  `price_${at + 2}`,
]).flat();

/** Columns of a file of listings; `listing_id` names an own listing to be changed. */
export const columns: readonly string[] = [
  'listing_id',
  'language',
  'title',
  'description',
  'hs_code',
  'origin_country',
  'unit',
  'moq',
  'lead_time_days',
  'package_kind',
  'units_per_package',
  'unit_net_weight_kg',
  'unit_gross_weight_kg',
  'certificates',
  'currency',
  'incoterm',
  'place',
  'price',
  ...tierColumns,
  ...detailColumns,
  ...locales.flatMap((language) => [`title_${language}`, `description_${language}`]),
];
export const required = columns
  .slice(1, 18)
  .filter((name) => name !== 'certificates' && name !== 'description');

export interface RowError extends FieldError {
  /** From 1, without the header line. */
  row: number;
}

export interface CheckedRow {
  row: number;
  listing_id: string | undefined;
  input: ListingInput;
  tiers: readonly Tier[];
}

const shape = Compile(Type.Object(listingInput, { additionalProperties: false }));
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One row as a listing, or what is wrong with it, field by field. Pure; codes are looked up by the caller. */
export function readRow(row: number, cells: Cells): CheckedRow | RowError[] {
  const errors: RowError[] = [];
  const wrong = (path: string, code: string, message: string): void => {
    // One wrong cell can break several fields of the listing.
    if (!errors.some((error) => error.path === path && error.code === code))
      errors.push({ row, path, code, message });
  };
  for (const [name, text] of Object.entries(cells))
    if (hasHiddenMarks(text))
      wrong(`/${name}`, 'direction_mark', 'holds a mark that hides the text or turns its direction');
  for (const name of required) if ((cells[name] ?? '') === '') wrong(`/${name}`, 'missing', 'is empty');
  const listing_id = cells.listing_id || undefined;
  if (listing_id !== undefined && !uuid.test(listing_id))
    wrong('/listing_id', 'not_an_id', 'is not an id of a listing');
  if (errors.length > 0) return errors;
  const input = toInput(cells, wrong);
  if (errors.length > 0) return errors;
  if (!shape.Check(input)) {
    for (const error of shape.Errors(input).slice(0, 10))
      wrong(columnOf(error.instancePath), 'not_allowed', error.message);
    return errors;
  }
  const tiers = checkListing(input);
  if (isRefusal(tiers)) {
    for (const error of tiers.errors) wrong(columnOf(error.path), error.code, error.message);
    return errors;
  }
  return { row, listing_id, input, tiers };
}

function toInput(cells: Cells, wrong: (path: string, code: string, message: string) => void): ListingInput {
  const text = (name: string): string => cells[name] ?? '';
  const tier = (quantity: string, column: string): Tier[] => {
    const price = text(column);
    if (price === '') return [];
    const amount = minorUnits(price);
    if (amount === undefined) wrong(`/${column}`, 'not_a_price', 'is not a price with at most two decimals');
    return [
      {
        min_quantity: quantity,
        price: { amount: amount ?? '0', currency: text('currency') as 'USD' },
        incoterm: text('incoterm'),
        place: text('place'),
      },
    ];
  };
  const translations: Translations = {};
  for (const language of locales)
    if (text(`title_${language}`) !== '')
      translations[language] = {
        title: text(`title_${language}`),
        description: text(`description_${language}`),
        by: 'imported',
      };
  if (!/^\d{1,3}$/.test(text('lead_time_days')))
    wrong('/lead_time_days', 'not_a_number', 'is not a number of days');
  return {
    language: text('language') as Locale,
    title: text('title'),
    description: text('description'),
    translations,
    hs_code: text('hs_code'),
    origin_country: text('origin_country'),
    unit: text('unit'),
    moq: text('moq'),
    lead_time_days: Number(text('lead_time_days')),
    package_kind: text('package_kind'),
    units_per_package: text('units_per_package'),
    unit_net_weight_kg: text('unit_net_weight_kg'),
    unit_gross_weight_kg: text('unit_gross_weight_kg'),
    ...readDetails(cells, wrong),
    tiers: [
      ...tier(text('moq'), 'price'),
      ...Array.from({ length: TIERS - 1 }, (_, at) =>
        tier(text(`min_quantity_${at + 2}`), `price_${at + 2}`),
      ).flat(),
    ],
  };
}

/** The column that a field of a listing stands in. */
function columnOf(path: string): string {
  const tier = /^\/tiers\/(\d+)\/(min_quantity|price|incoterm|place)/.exec(path);
  if (tier) {
    const [, at = '0', field = ''] = tier;
    if (path.endsWith('/currency')) return '/currency';
    if (field === 'incoterm' || field === 'place' || at === '0')
      return `/${field === 'min_quantity' ? 'moq' : field}`;
    return `/${field}_${Number(at) + 1}`;
  }
  const detail = /^\/(dangerous_goods|certificate_validity|price_lists)(?:\/(\w+))?/.exec(path);
  if (detail?.[1] === 'dangerous_goods') return `/${detail[2] ?? 'un_number'}`;
  if (detail?.[1] === 'certificate_validity') return '/certificates';
  if (detail) return '/price_lists';
  const translation = /^\/translations\/(\w\w)\/(title|description)/.exec(path);
  return translation ? `/${translation[2]}_${translation[1]}` : path;
}
