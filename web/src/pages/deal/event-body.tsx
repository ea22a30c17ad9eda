import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlaceName } from '../../api/reference.ts';
import { formatDay, formatInstant } from '../../format/date.ts';
import { marksOf } from '../../format/marks.ts';
import { formatMoney, type MoneyJson } from '../../format/money.ts';
import { countryName } from '../../format/names.ts';
import { useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { plain } from '../../parts/status-badge.tsx';
import styles from './deal.module.css';
import { type Measured, MeasuredClaim } from './measured-claim.tsx';
import { ReasonList } from './reason-list.tsx';

/** The most facts of one event that are shown unasked; the record itself has all of them. */
const SHOWN = 8;

/** Facts that events carry as minor units beside a `currency`. */
const amounts = new Set(['statistical_value', 'invoice_value', 'amount', 'due', 'total']);

/** What an event says, as far as it can be read by people: names, amounts, places, reasons. Ids and hashes are left out. */
export function EventBody({ body }: { body: Record<string, unknown> }): ReactNode {
  const { t } = useTranslation(['deal', 'terms', 'statistics']);
  const reader = useReader();
  const marks = marksOf(reader);
  const placeName = usePlaceName();
  const unitName = useUnitName();
  const show = (name: string, value: unknown): string | undefined => {
    if (isMoney(value)) return formatMoney(value, reader);
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    if (typeof value === 'number') return String(value);
    if (typeof value !== 'string' || value === '') return undefined;
    if (/^[A-Z]{2}-[A-Z0-9-]+$/.test(value)) return placeName(value);
    if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return formatInstant(value, reader);
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDay(value, reader);
    if (name === 'unit') return unitName(value);
    if (name === 'by' || name === 'role')
      return t(`role.${value}`, { ns: 'terms', defaultValue: plain(value) });
    if (name === 'because') return t(`deal.${value}`, { ns: 'terms', defaultValue: plain(value) });
    if (name === 'source') return t(`source_name.${value}`, { ns: 'statistics', defaultValue: value });
    if (name === 'country' || name.endsWith('_country')) return countryName(value, reader);
    if (/^-?\d{1,18}$/.test(value) && typeof body.currency === 'string' && amounts.has(name))
      return formatMoney({ amount: value, currency: body.currency }, reader);
    if (name === 'kind' || name === 'document_kind' || name === 'note_kind')
      return t(`document_kind.${value}`, { ns: 'terms', defaultValue: plain(value) });
    if (name === 'lane' || name === 'direction' || name === 'mode')
      return t(`${name}.${value}`, { ns: 'terms', defaultValue: value });
    if (name === 'reason' && /^[a-z_]+$/.test(value))
      return t(`dispute.${value}`, { defaultValue: plain(value) });
    return value;
  };
  const facts = Object.entries(body).flatMap(([name, value]) => {
    if (/(_id|hash|sha256|version|_reference)$/.test(name)) return [];
    const text = show(name, value);
    return text === undefined ? [] : [{ name, text }];
  });
  const measured = body.measured as Measured | undefined;
  const documents = asDocuments(body.documents);
  const joined = asRoles(body.participants);
  const payments = asPayments(body.payments);
  const reasons = [...asReasons(body.reasons), ...asReasons(body.lane_reasons)];
  if (facts.length + reasons.length + documents.length + joined.length + payments.length === 0) return null;
  return (
    <>
      {facts.length > 0 && (
        <ul className={styles.eventFacts}>
          {facts.slice(0, SHOWN).map(({ name, text }) => (
            <li key={name}>
              <span className="dimmed">
                {t(`fact.${name}`, { defaultValue: plain(name) })}
                {marks.colon}
              </span>
              {text}
            </li>
          ))}
        </ul>
      )}
      {measured && (
        <div className="small">
          <MeasuredClaim of={measured} />
        </div>
      )}
      {payments.map(({ to, part, amount }) => (
        <div key={`${part}${to}`} className="small">
          {part && `${t(`milestone.${part}`, { ns: 'terms', defaultValue: plain(part) })}${marks.colon}`}
          {t(`role.${to}`, { ns: 'terms', defaultValue: plain(to) })}{' '}
          <span className="figures">{formatMoney(amount, reader)}</span>
        </div>
      ))}
      {documents.map((document) => (
        <div key={document.number} className="small">
          {t(`document_kind.${document.kind}`, { ns: 'terms', defaultValue: plain(document.kind) })}{' '}
          <span className="figures dimmed">{document.number}</span>
        </div>
      ))}
      {joined.length > 0 && (
        <div className="small">
          {joined
            .map((role) => t(`role.${role}`, { ns: 'terms', defaultValue: plain(role) }))
            .join(marks.listed)}
        </div>
      )}
      {reasons.length > 0 && <ReasonList reasons={reasons} />}
    </>
  );
}

function isMoney(value: unknown): value is MoneyJson {
  if (typeof value !== 'object' || value === null) return false;
  const { amount, currency } = value as Partial<MoneyJson>;
  return typeof amount === 'string' && /^-?\d{1,18}$/.test(amount) && typeof currency === 'string';
}

/** Who was paid what out of the escrow, and for which part of it. */
function asPayments(value: unknown): { to: string; part: string; amount: MoneyJson }[] {
  return withText(value, 'to').flatMap((item) => {
    const { to, part, amount } = item as { to: string; part?: unknown; amount?: unknown };
    return isMoney(amount) ? [{ to, part: typeof part === 'string' ? part : '', amount }] : [];
  });
}

function asReasons(value: unknown): { code: string; params: Record<string, unknown> }[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => {
    if (typeof item === 'string') return [{ code: item, params: {} }];
    if (typeof item !== 'object' || item === null || !('code' in item)) return [];
    const { code, params } = item as { code: unknown; params?: Record<string, unknown> };
    return typeof code === 'string' ? [{ code, params: params ?? {} }] : [];
  });
}

/** Objects of a list that have all the named fields as text. */
function withText<N extends string>(value: unknown, ...names: N[]): Record<N, string>[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (item): item is Record<N, string> =>
      typeof item === 'object' &&
      item !== null &&
      names.every((name) => typeof Reflect.get(item, name) === 'string'),
  );
}

function asDocuments(value: unknown): { kind: string; number: string }[] {
  return withText(value, 'kind', 'number');
}

function asRoles(value: unknown): string[] {
  return [...new Set(withText(value, 'role').map((item) => item.role))];
}
