import { formatMoney } from '../../../kernel/money.ts';
import {
  acceptanceDays,
  type MilestoneKind,
  type PricePart,
  priceParts,
  type Terms,
} from '../../deals/index.ts';

const languages = ['en', 'zh', 'ru'] as const;
type Language = (typeof languages)[number];

const whole: Record<Language, string> = {
  en: 'Escrow is released to the seller when the buyer accepts the goods, or as a dispute is resolved.',
  zh: '买方验收货物后，或依争议处理结果，托管款项支付给卖方。',
  ru: 'Эскроу выплачивается продавцу после приёмки товара или по решению спора.',
};
const inParts: Record<Language, (parts: string) => string> = {
  en: (parts) => `Escrow is released to the seller in parts: ${parts}. A dispute holds what is left.`,
  zh: (parts) => `托管款项分期支付给卖方：${parts}。发生争议时，余款继续托管。`,
  ru: (parts) => `Эскроу выплачивается продавцу частями: ${parts}. При споре остаток удерживается.`,
};
const occasions: Record<Language, Record<MilestoneKind, (days: number) => string>> = {
  en: {
    deposit: () => 'when the escrow is funded',
    departure: () => 'on departure',
    arrival: () => 'on arrival',
    clearance: () => 'when the import is released',
    acceptance: () => 'when the buyer accepts the goods',
    retention: (days) => `retained for ${days} days after acceptance`,
  },
  zh: {
    deposit: () => '托管到账时',
    departure: () => '发运时',
    arrival: () => '到达时',
    clearance: () => '进口放行时',
    acceptance: () => '买方验收时',
    retention: (days) => `质保金，验收后${days}日`,
  },
  ru: {
    deposit: () => 'при внесении эскроу',
    departure: () => 'при отправке',
    arrival: () => 'по прибытии',
    clearance: () => 'после выпуска импорта',
    acceptance: () => 'после приёмки товара',
    retention: (days) => `удерживается ${days} дн. после приёмки`,
  },
};

const silence: Record<Language, (days: number) => string> = {
  en: (days) => `Goods count as accepted ${days} days after they were handed over, unless a dispute is open.`,
  zh: (days) => `货物交付后${days}日内未提出争议的，视为验收。`,
  ru: (days) => `Товар считается принятым через ${days} дн. после передачи, если спор не открыт.`,
};

/** How the escrow is paid out, one line for each language of the contract. */
export function paymentClause(terms: Terms): string[] {
  return languages.map((language) => {
    const counts = silence[language](acceptanceDays(terms));
    const join = language === 'zh' ? '' : ' ';
    if (!terms.milestones) return whole[language] + join + counts;
    const line = (part: PricePart): string =>
      `${formatMoney(part.money)} ${occasions[language][part.due_on](part.after_days ?? 0)}`;
    const mark = language === 'zh' ? '；' : '; ';
    return inParts[language](priceParts(terms).map(line).join(mark)) + join + counts;
  });
}
