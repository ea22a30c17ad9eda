import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Match } from '../../api/market.ts';
import styles from './market.module.css';

/** The parts of a score: points, out of how many, and why; which certificates are missing, by name. */
export function MatchParts({ of: parts }: { of: Match['parts'] }): ReactNode {
  const { t } = useTranslation(['market', 'terms']);
  const named = (codes: string | number | undefined): string =>
    String(codes ?? '')
      .split(' ')
      .map((code) => t(`document_kind.${code}`, { ns: 'terms', defaultValue: code }))
      .join(', ');
  return (
    <ul className={`small ${styles.parts}`}>
      {parts.map(({ part, known, points, out_of, reason, facts }) => (
        <li key={part}>
          {t(`match.${part}`)}: {known ? `${points}/${out_of}` : '–'},{' '}
          {t(`match_reason.${reason}`, {
            defaultValue: reason,
            wanted: facts.wanted,
            offered: facts.offered,
          })}
          {facts.missing !== undefined && `: ${named(facts.missing)}`}
          {facts.lapsed !== undefined && ` (${t('match_lapsed', { certificates: named(facts.lapsed) })})`}
        </li>
      ))}
    </ul>
  );
}
