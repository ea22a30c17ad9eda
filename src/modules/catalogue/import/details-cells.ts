import type { Currency } from '../../../kernel/money.ts';
import type { Details, PriceList } from '../details.ts';
import type { Cells } from './row.ts';

/** Columns of the details; certificates with a last day are "kind=2027-03-31" in their own column. */
export const detailColumns = [
  'order_multiple',
  'capacity_per_month',
  'package_volume_m3',
  'shelf_life_days',
  'un_number',
  'hazard_class',
  'packing_group',
  /** "CNY EXW CN-XIAN 100=3700.00 1000=3600.00; EUR …" */
  'price_lists',
] as const;

type Wrong = (path: string, code: string, message: string) => void;

/** '12.5' → '1250'. All currencies of the corridor have two minor digits. */
export function minorUnits(price: string): string | undefined {
  const match = /^(\d{1,15})(?:\.(\d{1,2}))?$/.exec(price);
  return match ? `${BigInt(`${match[1]}${(match[2] ?? '').padEnd(2, '0')}`)}` : undefined;
}

/** '1250' → '12.50' */
export function majorUnits(amount: string): string {
  const digits = amount.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Details and certificates out of the cells of a row; what is not a detail at all is named by its column. */
export function readDetails(cells: Cells, wrong: Wrong): Details & { certificates: string[] } {
  const text = (name: string): string => cells[name] ?? '';
  const details: Details = {};
  for (const name of ['order_multiple', 'capacity_per_month', 'package_volume_m3'] as const)
    if (text(name) !== '') details[name] = text(name);
  if (text('shelf_life_days') !== '') {
    if (/^\d{1,4}$/.test(text('shelf_life_days'))) details.shelf_life_days = Number(text('shelf_life_days'));
    else wrong('/shelf_life_days', 'not_a_number', 'is not a number of days');
  }
  if (text('un_number') !== '' || text('hazard_class') !== '' || text('packing_group') !== '') {
    const group = text('packing_group');
    details.dangerous_goods = {
      un_number: text('un_number'),
      hazard_class: text('hazard_class') as '9',
      ...(group === '' ? {} : { packing_group: group as 'I' }),
    };
  }
  const certificates = text('certificates').split(';').filter(Boolean);
  const dated = certificates.filter((one) => one.includes('='));
  if (dated.length > 0)
    details.certificate_validity = dated.map((one) => {
      const [certificate = '', valid_until = ''] = one.split('=');
      return { certificate, valid_until };
    });
  const lists = text('price_lists')
    .split(';')
    .map((one) => one.trim());
  const read = lists.filter((one) => one !== '').map(readPriceList);
  if (read.includes(undefined))
    wrong('/price_lists', 'not_a_price_list', 'is not like "CNY EXW CN-XIAN 100=37.00 1000=36.50"');
  else if (read.length > 0) details.price_lists = read.filter((list) => list !== undefined);
  return { ...details, certificates: certificates.map((one) => one.split('=')[0] ?? '') };
}

function readPriceList(text: string): PriceList | undefined {
  const [currency = '', incoterm = '', place = '', ...steps] = text.split(/\s+/);
  const tiers = steps.map((step) => {
    const [min_quantity = '', price = ''] = step.split('=');
    return { min_quantity, amount: minorUnits(price) };
  });
  const priced = tiers.filter(
    (tier): tier is { min_quantity: string; amount: string } => tier.amount !== undefined,
  );
  if (tiers.length === 0 || priced.length < tiers.length) return undefined;
  return { currency: currency as Currency, incoterm, place, tiers: priced };
}

/** The cells of a listing's details. */
export function writeDetails(details: Details & { certificates: readonly string[] }): Record<string, string> {
  const { dangerous_goods, certificate_validity = [], price_lists = [] } = details;
  const until = new Map(certificate_validity.map((one) => [one.certificate, one.valid_until]));
  return {
    order_multiple: details.order_multiple ?? '',
    capacity_per_month: details.capacity_per_month ?? '',
    package_volume_m3: details.package_volume_m3 ?? '',
    shelf_life_days: String(details.shelf_life_days ?? ''),
    un_number: dangerous_goods?.un_number ?? '',
    hazard_class: dangerous_goods?.hazard_class ?? '',
    packing_group: dangerous_goods?.packing_group ?? '',
    certificates: details.certificates
      .map((one) => (until.has(one) ? `${one}=${until.get(one)}` : one))
      .join(';'),
    price_lists: price_lists
      .map(({ currency, incoterm, place, tiers }) =>
        [
          currency,
          incoterm,
          place,
          ...tiers.map((tier) => `${tier.min_quantity}=${majorUnits(tier.amount)}`),
        ].join(' '),
      )
      .join('; '),
  };
}
