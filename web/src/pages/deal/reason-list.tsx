import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reason } from '../../api/deal-parts.ts';
import { marksOf } from '../../format/marks.ts';
import { useReader } from '../../i18n/reader.tsx';
import { plain } from '../../parts/status-badge.tsx';
import styles from './deal.module.css';

/** Reasons by code in the reader's language, with their facts and what to do next. */
export function ReasonList({ reasons }: { reasons: Reason[] }): ReactNode {
  const { t } = useTranslation(['refusals', 'deal', 'terms']);
  const marks = marksOf(useReader());
  const show = (name: string, value: unknown): string =>
    name === 'document' || name === 'kind'
      ? t(`document_kind.${String(value)}`, { ns: 'terms', defaultValue: String(value) })
      : String(value);
  return (
    <ul className={styles.reasons}>
      {reasons.map(({ code, params }) => {
        const next = t(`${code}.next`, { ...params, defaultValue: '' });
        const facts = Object.entries(params).filter(([, value]) => typeof value !== 'object');
        return (
          <li key={code + JSON.stringify(params)}>
            {t(`${code}.title`, {
              ...params,
              defaultValue: t(`missing.${code}`, {
                ns: 'deal',
                defaultValue: plain(code.split('.').at(-1) ?? code),
              }),
            })}
            {facts.length > 0 && (
              <span className="dimmed">
                {marks.aside(
                  facts
                    .map(
                      ([name, value]) =>
                        `${t(`fact.${name}`, { ns: 'deal', defaultValue: plain(name) })}${marks.colon}${show(name, value)}`,
                    )
                    .join(marks.comma),
                )}
              </span>
            )}
            {next && <div className="small">{next}</div>}
          </li>
        );
      })}
    </ul>
  );
}
