import { makeRegistration, registrationKindOf } from '../kernel/check-digits/index.ts';
import { seededRandom } from '../kernel/random.ts';
import { assert } from '../kernel/refusal.ts';
import {
  type OrganisationKind,
  type RegisteredOrganisation,
  TREASURY_ORG_ID,
} from '../modules/parties/index.ts';
import type { Actor, Role } from '../platform/index.ts';
import { demoId } from './demo-id.ts';

/** A demonstration organisation. Every one is fictitious and says so in its name. */
export interface DemoOrganisation extends RegisteredOrganisation {
  role: Role;
}

const registered_at = new Date('2024-10-01T00:00:00Z');

function organisation(
  name: string,
  name_zh: string,
  name_ru: string,
  kind: OrganisationKind,
  role: Role,
  country: string,
): DemoOrganisation {
  const scheme = registrationKindOf(country);
  assert(scheme && scheme !== 'lei' && scheme !== 'kz_iin', `${country} is one of the six`);
  return {
    org_id: demoId(name),
    name,
    name_zh,
    name_ru,
    kind,
    role,
    country,
    demo: true,
    registered_at,
    trust: kind === 'trader' ? 2 : 3,
    registration_scheme: scheme,
    registration_number: makeRegistration(scheme, seededRandom(name)),
  };
}

const countries = [
  ['CN', 'China', '中国', 'Китай'],
  ['KZ', 'Kazakhstan', '哈萨克斯坦', 'Казахстан'],
  ['KG', 'Kyrgyzstan', '吉尔吉斯斯坦', 'Кыргызстан'],
  ['TJ', 'Tajikistan', '塔吉克斯坦', 'Таджикистан'],
  ['TM', 'Turkmenistan', '土库曼斯坦', 'Туркменистан'],
  ['UZ', 'Uzbekistan', '乌兹别克斯坦', 'Узбекистан'],
] as const;

const tradersPerCountry: Record<string, number> = { CN: 16, KZ: 12, KG: 7, TJ: 5, TM: 4, UZ: 9 };

/** Public bodies and services of one country. */
function servicesOf([code, en, zh, ru]: (typeof countries)[number]): DemoOrganisation[] {
  return [
    organisation(
      `Demo Chamber of ${en}`,
      `演示商会（${zh}）`,
      `Демо-палата (${ru})`,
      'institution',
      'institution',
      code,
    ),
    organisation(`Demo Broker ${en}`, `演示报关行（${zh}）`, `Демо-брокер (${ru})`, 'broker', 'broker', code),
    organisation(
      `Demo Customs of ${en}`,
      `演示海关（${zh}）`,
      `Демо-таможня (${ru})`,
      'customs',
      'customs',
      code,
    ),
  ];
}

function tradersOf([code, en, zh, ru]: (typeof countries)[number]): DemoOrganisation[] {
  return Array.from({ length: tradersPerCountry[code] ?? 0 }, (_, i) => ({
    ...organisation(
      `Demo Trader ${en} ${i + 1}`,
      `演示贸易公司 ${zh} ${i + 1}`,
      `Демо-торговля ${ru} ${i + 1}`,
      'trader',
      'trader',
      code,
    ),
    // The first of each country came by itself; its chamber brought on the others.
    ...(i === 0 ? {} : { onboarded_by: demoId(`Demo Chamber of ${en}`) }),
  }));
}

/** Firms that the chambers have just brought on and that do not trade yet: one verified, one registered only. */
export const demoNewcomers: readonly DemoOrganisation[] = countries.flatMap(([code, en, zh, ru]) =>
  ([2, 1] as const).map((trust, i) => ({
    ...organisation(
      `Demo Newcomer ${en} ${i + 1}`,
      `演示新企业 ${zh} ${i + 1}`,
      `Демо-новичок ${ru} ${i + 1}`,
      'trader',
      'trader',
      code,
    ),
    trust,
    onboarded_by: demoId(`Demo Chamber of ${en}`),
  })),
);

export const demoBank = organisation(
  'Demo Settlement Bank',
  '演示结算银行',
  'Демо-банк расчётов',
  'bank',
  'bank',
  'KZ',
);
export const demoCarriers: Record<'rail' | 'road', DemoOrganisation> = {
  rail: organisation(
    'Demo Rail Carrier',
    '演示铁路承运人',
    'Демо-перевозчик (ж/д)',
    'carrier',
    'carrier',
    'KZ',
  ),
  road: organisation(
    'Demo Road Carrier',
    '演示公路承运人',
    'Демо-перевозчик (авто)',
    'carrier',
    'carrier',
    'CN',
  ),
};
const others = [
  organisation(
    'Demo Warehouse Horgos',
    '演示仓库（霍尔果斯）',
    'Демо-склад Хоргос',
    'warehouse',
    'warehouse',
    'CN',
  ),
  organisation(
    'Demo Warehouse Almaty',
    '演示仓库（阿拉木图）',
    'Демо-склад Алматы',
    'warehouse',
    'warehouse',
    'KZ',
  ),
  organisation('Demo Statistics Office', '演示统计局', 'Демо-статистика', 'statistics', 'statistician', 'KZ'),
  organisation(
    'Demo Ministry of Trade',
    '演示商务部',
    'Демо-министерство торговли',
    'ministry',
    'ministry',
    'CN',
  ),
  {
    ...organisation('Demo Treasury', '演示司库', 'Демо-казначейство', 'treasury', 'treasurer', 'KZ'),
    org_id: TREASURY_ORG_ID,
  },
  organisation('Demo Operator', '演示运营方', 'Демо-оператор', 'operator', 'admin', 'KZ'),
];

/** Everybody in the demonstration corridor. */
export const demoOrganisations: readonly DemoOrganisation[] = [
  ...countries.flatMap(tradersOf),
  ...countries.flatMap(servicesOf),
  demoBank,
  ...Object.values(demoCarriers),
  ...others,
];

/** Runs the platform: decides what screening finds. */
export const demoOperator = ((): DemoOrganisation => {
  const found = demoOrganisations.find((o) => o.kind === 'operator');
  assert(found, 'the demonstration has an operator');
  return found;
})();

export function demoTraders(country: string): DemoOrganisation[] {
  return demoOrganisations.filter((o) => o.kind === 'trader' && o.country === country);
}

/** The one service of a kind in a country. */
export function demoService(kind: 'institution' | 'broker' | 'customs', country: string): DemoOrganisation {
  const found = demoOrganisations.find((o) => o.kind === kind && o.country === country);
  assert(found, `there is a demonstration ${kind} in ${country}`);
  return found;
}

/** A member of the organisation, working in its usual role. */
export function memberOf(organisation: DemoOrganisation): Actor {
  return {
    kind: 'person',
    user_id: demoId(`member of ${organisation.name}`),
    org_id: organisation.org_id,
    org_kind: organisation.kind,
    roles: [organisation.role],
  };
}
