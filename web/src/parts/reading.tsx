import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { daysUntil, formatDay, formatInstant, formatInstantDay } from '../format/date.ts';
import { formatAmount, formatMoney, type MoneyJson } from '../format/money.ts';
import { countryName } from '../format/names.ts';
import { useReader } from '../i18n/reader.tsx';

/** An amount with its currency code, in tabular figures. */
export function Money({ of, bare = false }: { of: MoneyJson | null | undefined; bare?: boolean }): ReactNode {
  const reader = useReader();
  if (!of) return <span className="dimmed">–</span>;
  return <span className="amount">{bare ? formatAmount(of, reader) : formatMoney(of, reader)}</span>;
}

export function CountryName({ code }: { code: string | null | undefined }): ReactNode {
  return countryName(code, useReader());
}

/** An instant in the reader's own time zone; the machine-readable one stays in the element. */
export function Instant({ at, day = false }: { at: string | null | undefined; day?: boolean }): ReactNode {
  const reader = useReader();
  if (!at) return <span className="dimmed">–</span>;
  const text =
    at.length === 10 ? formatDay(at, reader) : day ? formatInstantDay(at, reader) : formatInstant(at, reader);
  return (
    <time dateTime={at} className="figures">
      {text}
    </time>
  );
}

/** A deadline with the days left, or how long it has passed, in words. */
export function Deadline({ at }: { at: string | null | undefined }): ReactNode {
  const { t } = useTranslation();
  if (!at) return <span className="dimmed">–</span>;
  const days = daysUntil(at, new Date(Date.now()));
  const overdue = days < 0;
  return (
    <span className="figures">
      <Instant at={at} day />{' '}
      <span
        className="small"
        style={{
          color: overdue
            ? 'var(--tone-refused)'
            : days < 3
              ? 'var(--tone-attention)'
              : 'var(--mantine-color-dimmed)',
          fontWeight: days < 3 ? 600 : 400,
        }}
      >
        {overdue ? t('deadline.overdue', { days: -days }) : t('deadline.left', { days })}
      </span>
    </span>
  );
}
