import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlannedMeeting } from '../../api/days.ts';
import { MatchParts } from '../market/match-parts.tsx';

/** How well two fit, open to its parts. */
export function Fit({ of }: { of: Pick<PlannedMeeting, 'score' | 'parts'> }): ReactNode {
  const { t } = useTranslation('days');
  return (
    <details>
      <summary>{t('score_of', { score: of.score })}</summary>
      <MatchParts of={of.parts} />
    </details>
  );
}
