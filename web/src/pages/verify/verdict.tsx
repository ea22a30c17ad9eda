import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './verify.module.css';

export type VerdictKey =
  | 'in_force'
  | 'superseded'
  | 'void'
  | 'not_on_register'
  | 'not_asked'
  | 'altered'
  | 'unknown_key'
  | 'not_a_sauda_document';

const tones = {
  in_force: 'done',
  superseded: 'attention',
  void: 'refused',
  not_on_register: 'attention',
  not_asked: 'attention',
  altered: 'refused',
  unknown_key: 'refused',
  not_a_sauda_document: 'refused',
} as const;

const icons = { done: IconCircleCheck, attention: IconAlertTriangle, refused: IconCircleX };

/** The verdict as word, icon and colour, with what it means and what to do. */
export function Verdict({
  verdict,
  replaced_by,
}: {
  verdict: VerdictKey;
  replaced_by: string | null;
}): ReactNode {
  const { t } = useTranslation('verify');
  const tone = tones[verdict];
  const Icon = icons[tone];
  return (
    <div className={styles.verdict} data-tone={tone} role="status">
      <Icon size={36} aria-hidden />
      <div>
        <h2>{t(`verdict.${verdict}`)}</h2>
        <p>{t(`meaning.${verdict}`)}</p>
        {replaced_by && (
          <Link to="/verify/$document_id" params={{ document_id: replaced_by }}>
            {t('newer')}
          </Link>
        )}
      </div>
    </div>
  );
}

/** One verdict out of what the signature and the register say. */
export function verdictOf(checked: { verdict: string; state: string | null }): VerdictKey {
  if (checked.verdict === 'altered' || checked.verdict === 'unknown_key') return checked.verdict;
  if (checked.verdict !== 'authentic') return 'not_a_sauda_document';
  if (checked.state === 'issued') return 'in_force';
  if (checked.state === 'superseded' || checked.state === 'void' || checked.state === 'not_asked')
    return checked.state;
  return 'not_on_register';
}
