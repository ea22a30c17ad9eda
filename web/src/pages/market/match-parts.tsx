import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Match } from '../../api/market.ts';
import { formatMoney } from '../../format/money.ts';
import { countryName } from '../../format/names.ts';
import { formatDecimal } from '../../format/number.ts';
import { useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import styles from './market.module.css';

type Facts = Match['parts'][number]['facts'];

/** The parts of a score: points, out of how many, and why; which certificates are missing, by name. */
export function MatchParts({ of: parts }: { of: Match['parts'] }): ReactNode {
  const { t } = useTranslation(['market', 'terms']);
  const reader = useReader();
  const unitName = useUnitName();
  const named = (codes: string | number | undefined): string =>
    String(codes ?? '')
      .split(' ')
      .map((code) => t(`document_kind.${code}`, { ns: 'terms', defaultValue: code }))
      .join(', ');
  const landed = ({ amount, currency, quantity, unit, to_country }: Facts) =>
    amount !== undefined &&
    currency !== undefined && {
      total: formatMoney({ amount: String(amount), currency: String(currency) }, reader),
      lot: `${formatDecimal(String(quantity), reader)} ${unitName(String(unit))}`,
      country: countryName(String(to_country), reader),
    };
  // Batches, as for a matchmaking day, leave out what has to be looked up offer by offer.
  const looked = parts.filter(({ reason }) => reason !== 'not_looked_up');
  return (
    <ul className={`small ${styles.parts}`}>
      {looked.map(({ part, known, points, out_of, reason, facts }) => (
        <li key={part}>
          {t(`match.${part}`)}: {known ? `${points}/${out_of}` : '–'},{' '}
          {t(`match_reason.${reason}`, { defaultValue: reason, ...facts, ...landed(facts) })}
          {facts.missing !== undefined && `: ${named(facts.missing)}`}
          {facts.lapsed !== undefined && ` (${t('match_lapsed', { certificates: named(facts.lapsed) })})`}
        </li>
      ))}
    </ul>
  );
}
