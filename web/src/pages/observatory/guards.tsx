import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GuardFinding } from '../../api/observatory.ts';
import { Note } from '../../parts/section.tsx';

/** What the guards found before the figures were printed: refused or marked, where, and why. */
export function Guards({ guards }: { guards: GuardFinding[] }): ReactNode {
  const { t } = useTranslation('observatory');
  if (guards.length === 0) return null;
  return (
    <Note>
      <details>
        <summary>{t('guards', { count: guards.length })}</summary>
        <ul>
          {guards.map((found) => (
            <li key={`${found.guard} ${found.where}`}>
              <strong>
                {t(`severity.${found.severity}`)}: {t(`guard.${found.guard}`, { defaultValue: found.guard })}
              </strong>{' '}
              <span className="mono">{found.where}</span> {found.reason}
              {found.rows.length > 0 && (
                <details>
                  <summary>{t('guard_rows', { count: found.rows.length })}</summary>
                  <ul className="mono">
                    {found.rows.slice(0, 50).map((row) => (
                      <li key={row}>{row}</li>
                    ))}
                  </ul>
                </details>
              )}
            </li>
          ))}
        </ul>
      </details>
    </Note>
  );
}
