import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlannedMeeting } from '../../api/days.ts';

/** How well two fit, open to its parts. */
export function Fit({ of }: { of: Pick<PlannedMeeting, 'score' | 'parts'> }): ReactNode {
  const { t } = useTranslation(['days', 'market']);
  return (
    <details>
      <summary>{t('score_of', { score: of.score })}</summary>
      <ul className="small">
        {of.parts.map((part) => (
          <li key={part.part}>
            {t(`match.${part.part}`, { ns: 'market' })}: {part.known ? `${part.points}/${part.out_of}` : '–'},{' '}
            {t(`match_reason.${part.reason}`, { ns: 'market', defaultValue: part.reason })}
          </li>
        ))}
      </ul>
    </details>
  );
}
