import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GuardFinding } from '../../api/observatory.ts';
import { useAreaName } from '../../format/area.ts';
import { formatPeriod } from '../../format/date.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Note } from '../../parts/section.tsx';
import { useSourceName } from './use-observatory-choices.ts';
import { useSaid } from './use-said.ts';

const PERIODS_SHOWN = 6;

/** What the guards found before the figures were printed: refused or marked, where, and why. */
export function Guards({ guards }: { guards: GuardFinding[] }): ReactNode {
  const { t } = useTranslation('observatory');
  const said = useSaid();
  const where = useWhere();
  if (guards.length === 0) return null;
  return (
    <Note>
      <details>
        <summary>{t('guards', { count: guards.length })}</summary>
        <ul>
          {guards.map((found) => (
            <li key={`${found.guard} ${found.where} ${found.reason}`}>
              <strong>
                {t(`severity.${found.severity}`)}: {t(`guard.${found.guard}`, { defaultValue: found.guard })}
              </strong>
              . {where(found.scope)}. {said(found.said, found.reason)}
              {found.rows.length > 0 && (
                <details>
                  <summary>{t('guard_rows', { count: found.rows.length })}</summary>
                  <ul className="mono" lang="en">
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

/** 'UN Comtrade: Kazakhstan, Imports, China, 2023'. */
function useWhere(): (scope: GuardFinding['scope']) => string {
  const { t } = useTranslation(['observatory', 'terms']);
  const reader = useReader();
  const areaName = useAreaName();
  const sourceName = useSourceName();
  return ({ source, reporter, partner, flow, commodity, periods }) => {
    const shown = periods.slice(0, PERIODS_SHOWN).map((period) => formatPeriod(period, reader));
    const parts = [
      reporter && areaName(reporter),
      flow && t(`flow.${flow}`, { ns: 'terms', defaultValue: flow }),
      reporter && (partner === null ? t('guard_where.all_partners') : areaName(partner)),
      commodity !== null && commodity !== 'TOTAL' && `HS ${commodity}`,
      ...shown,
      periods.length > PERIODS_SHOWN && '…',
    ].filter(Boolean);
    return parts.length === 0 ? sourceName(source) : `${sourceName(source)}: ${parts.join(', ')}`;
  };
}
