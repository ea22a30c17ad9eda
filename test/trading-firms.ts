import { makeRegistration } from '../src/kernel/check-digits/index.ts';
import { uuidv7 } from '../src/kernel/ids.ts';
import { seededRandom } from '../src/kernel/random.ts';
import type { ListingInput, NeedInput } from '../src/modules/catalogue/index.ts';
import { registerOrganisations } from '../src/modules/parties/index.ts';
import type { Actor } from '../src/platform/index.ts';
import type { TestApp } from './app.ts';

const random = seededRandom('catalogue fixture');

export const batteryPacks: ListingInput = {
  language: 'en',
  title: 'Lithium battery packs 48 V',
  description: 'For storage.\nTwelve months of warranty.',
  translations: {
    zh: { title: '48V锂电池组', description: '储能用。', by: 'human' },
    ru: { title: 'Литиевые аккумуляторы 48 В', description: 'Для хранения энергии.', by: 'machine' },
  },
  hs_code: '850760',
  origin_country: 'CN',
  unit: 'pcs',
  moq: '100.000',
  lead_time_days: 30,
  package_kind: 'carton',
  units_per_package: '2',
  unit_net_weight_kg: '24.5',
  unit_gross_weight_kg: '26',
  certificates: ['certificate_of_conformity'],
  tiers: [
    {
      min_quantity: '100.000',
      price: { amount: '52000', currency: 'USD' },
      incoterm: 'FCA',
      place: 'CN-XIAN',
    },
    {
      min_quantity: '1000.000',
      price: { amount: '49000', currency: 'USD' },
      incoterm: 'FCA',
      place: 'CN-XIAN',
    },
  ],
};

export const wantedPacks: NeedInput = {
  language: 'ru',
  title: 'Аккумуляторы для солнечной станции',
  description: '',
  hs_code: '850760',
  quantity: '400',
  unit: 'pcs',
  to_country: 'KZ',
  place_to: 'KZ-ALMATY',
  origin_countries: [],
  max_price: { amount: '55000', currency: 'USD' },
  within_days: 60,
};

/** A registered trading firm and one of its people. */
export async function tradingFirm(app: TestApp, name: string, country: 'CN' | 'KZ' = 'CN'): Promise<Actor> {
  const actor = app.member('trader', 'admin');
  const scheme = country === 'CN' ? 'cn_uscc' : 'kz_bin';
  await app.within((ctx) =>
    registerOrganisations(ctx.tx, [
      {
        org_id: actor.org_id,
        name,
        name_zh: `${name}（中）`,
        kind: 'trader',
        country,
        registration_scheme: scheme,
        registration_number: makeRegistration(scheme, random),
        demo: false,
        registered_at: app.clock.now(),
      },
    ]),
  );
  return actor;
}

export const newId = (app: TestApp): string => uuidv7(app.clock.now(), random);
