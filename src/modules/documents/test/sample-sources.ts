import { toJson } from '../../../kernel/money.ts';
import { priceOf } from '../../deals/index.ts';
import { sampleTerms } from '../../deals/test/deal-fixture.ts';
import type { FormSources } from '../forms/index.ts';
import type { DocumentKind } from '../model.ts';

const org = (
  last: number,
  name: string,
  name_zh: string | null,
  name_ru: string | null,
  country: string,
) => ({
  org_id: `0195f000-0000-7000-8000-00000000000${last}`,
  name,
  name_zh,
  name_ru,
  country,
});

/** One deal to compose every form from: batteries by rail from Xi'an to Almaty. */
export function sampleSources(kind: DocumentKind, overrides: Partial<FormSources> = {}): FormSources {
  const terms = sampleTerms({
    place_from: 'CN-XIAN',
    place_to: 'KZ-ALMATY',
    incoterm_place: 'KZ-ALMATY',
    crossing_export: 'CN-HORGOS',
    crossing_import: 'KZ-ALTYNKOL',
  });
  const seller = org(7, 'Demo Seller Xi’an', '示例卖方（西安）', null, 'CN');
  return {
    kind,
    number: `X-2026-000001-1`,
    version: 1,
    issued_on: '2026-03-02',
    deal_number: '2026-000001',
    demo: true,
    terms,
    seller,
    buyer: org(8, 'Demo Buyer Almaty', null, 'Демо Покупатель Алматы', 'KZ'),
    carrier: org(1, 'Demo Rail Carrier', '示例铁路承运人', 'Демо Железнодорожный Перевозчик', 'KZ'),
    issuer: seller,
    attached: [
      { kind: 'commercial_invoice', number: 'INV-2026-000001-1', issued_on: '2026-03-02' },
      { kind: 'packing_list', number: 'PKL-2026-000001-1', issued_on: '2026-03-02' },
    ],
    supplied: {},
    ...overrides,
  };
}

/** Terms with many lines of goods, some with long names. */
export function manyLines(count: number): FormSources['terms'] {
  const terms = sampleTerms();
  const [line] = terms.goods;
  if (!line) throw new Error('the sample has a line');
  const goods = Array.from({ length: count }, (_, i) => ({
    ...line,
    line: i + 1,
    description:
      i % 5 === 0
        ? `Аккумуляторные батареи литий-ионные 锂离子电池组, model ${i + 1}, with battery management system, cells of 280 Ah`
        : `Lithium-ion battery pack, model ${i + 1}`,
  }));
  const many = { ...terms, goods };
  return { ...many, price: toJson(priceOf(many)) };
}
