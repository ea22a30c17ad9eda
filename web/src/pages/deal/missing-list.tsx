import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Missing } from '../../api/deal-parts.ts';
import { plain } from '../../parts/status-badge.tsx';
import styles from './deal.module.css';

/** What has to be supplied before a total is final. */
export function MissingList({ missing }: { missing: Missing[] }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  return (
    <ul className={styles.reasons}>
      {missing.map((item) => (
        <li key={`${item.line} ${item.kind} ${item.code}`}>
          {t(`charge.${item.kind}`, { ns: 'terms', defaultValue: plain(item.kind) })}
          {item.line !== null && <> ({t('line', { line: item.line })})</>}:{' '}
          {t(`missing.${item.code}`, { defaultValue: item.detail })}
        </li>
      ))}
    </ul>
  );
}
