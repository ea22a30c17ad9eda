import type { Terms } from '../../deals/index.ts';

const languages = ['en', 'zh', 'ru'] as const;

type Part = (terms: Terms) => Record<(typeof languages)[number], string> | undefined;

/** 50 basis points: `0.5`. */
const percent = (basis_points: number): string => String(basis_points / 100);

const tolerance: Part = ({ quantity_tolerance_bp: bp }) =>
  bp === undefined
    ? undefined
    : {
        en: `A quantity up to ${percent(bp)} % more or less than that of its line is no claim.`,
        zh: `各行数量允许 ${percent(bp)}% 的溢短，不构成索赔。`,
        ru: `Отклонение количества по строке до ${percent(bp)} % претензией не является.`,
      };

const lateness: Part = ({ late_fee_bp: fee, late_fee_cap_bp: cap }) =>
  fee === undefined || cap === undefined
    ? undefined
    : {
        en: `For each day of delay in departure the seller owes ${percent(fee)} % of the amount of the goods, at most ${percent(cap)} %.`,
        zh: `每迟发运一日，卖方支付货款的 ${percent(fee)}%，累计不超过 ${percent(cap)}%。`,
        ru: `За каждый день просрочки отправки продавец платит ${percent(fee)} % стоимости товара, но не более ${percent(cap)} %.`,
      };

const claims: Part = ({ claim_within_days: days }) =>
  days === undefined
    ? undefined
    : {
        en: `The buyer says what is wrong with the goods within ${days} days after they were handed over.`,
        zh: `买方应在货物交付后 ${days} 日内提出异议。`,
        ru: `О недостатках товара покупатель заявляет в течение ${days} дн. после передачи.`,
      };

const inspectors = {
  buyer_at_destination: {
    en: 'The buyer inspects the goods at their destination',
    zh: '由买方在目的地检验',
    ru: 'Товар проверяет покупатель в месте назначения',
  },
  independent_at_origin: {
    en: 'An independent inspector inspects the goods before departure',
    zh: '由独立检验机构在发运前检验',
    ru: 'Товар до отправки проверяет независимый инспектор',
  },
  independent_at_destination: {
    en: 'An independent inspector inspects the goods at their destination',
    zh: '由独立检验机构在目的地检验',
    ru: 'Товар в месте назначения проверяет независимый инспектор',
  },
} as const;

const inspection: Part = ({ inspection, inspection_standard: standard }) => {
  if (inspection === undefined) return undefined;
  const who = inspectors[inspection];
  return standard === undefined
    ? { en: `${who.en}.`, zh: `${who.zh}。`, ru: `${who.ru}.` }
    : {
        en: `${who.en} by ${standard}.`,
        zh: `${who.zh}，依据 ${standard}。`,
        ru: `${who.ru} по ${standard}.`,
      };
};

const forum: Part = ({ forum: body }) =>
  body === undefined
    ? undefined
    : {
        en: `What the parties cannot settle is decided by ${body}.`,
        zh: `双方无法解决的争议由 ${body} 裁决。`,
        ru: `Неурегулированный спор решает ${body}.`,
      };

const nothing = {
  en: 'Tolerance, fee for lateness, time for claims, inspection and forum are not agreed.',
  zh: '未约定数量溢短、迟延费、异议期限、检验和争议机构。',
  ru: 'Допуск, плата за просрочку, срок претензий, проверка и орган по спорам не согласованы.',
};

/** What a dispute is measured by, one line for each language of the contract. */
export function disputeClause(terms: Terms): string[] {
  const agreed = [tolerance, lateness, claims, inspection, forum].flatMap((part) => part(terms) ?? []);
  return languages.map((language) =>
    (agreed.length > 0 ? agreed : [nothing]).map((part) => part[language]).join(language === 'zh' ? '' : ' '),
  );
}
