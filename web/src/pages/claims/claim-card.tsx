import { IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckedClaim, Verdict, WorkingRow } from '../../api/claims.ts';
import { type Column, WideTable } from '../../parts/record-table.tsx';
import { useClaimWords } from './claim-words.ts';
import styles from './claims.module.css';

const tones = { reproduced: 'done', differs: 'refused', cannot_be_checked: 'attention' } as const;
const icons = { reproduced: IconCircleCheck, differs: IconCircleX, cannot_be_checked: IconHelpCircle };

/** A verdict as word, icon and colour. */
export function VerdictMark({ verdict, count }: { verdict: Verdict; count?: number }): ReactNode {
  const { t } = useTranslation('claims');
  const Icon = icons[verdict];
  return (
    <span className={styles.mark} data-tone={tones[verdict]}>
      <Icon size={18} stroke={2} aria-hidden />
      <span>{t(`verdict.${verdict}`)}</span>
      {count !== undefined && <span className="figures">{count}</span>}
    </span>
  );
}

/** One claim: what is claimed, what the figures give, why, and the working behind it. */
export function ClaimCard({ claim }: { claim: CheckedClaim }): ReactNode {
  const { t, i18n } = useTranslation('claims');
  const words = useClaimWords();
  const own = i18n.language.startsWith('en') && claim.statement !== '';
  return (
    <article className={styles.claim} data-tone={tones[claim.verdict]}>
      <header className={styles.head}>
        <VerdictMark verdict={claim.verdict} />
        <span className={`${styles.id} figures`}>{claim.id}</span>
      </header>
      <h3 className={styles.title}>
        {own ? claim.statement : `${words.trade(claim)}, ${words.period(claim.period)}`}
      </h3>
      {own && claim.commodity !== 'TOTAL' && <p className="small dimmed">{words.trade(claim)}</p>}
      <dl className={styles.numbers}>
        <div>
          <dt>
            {t('printed')} · {words.metric(claim.metric)}
          </dt>
          <dd>{words.claimed(claim)}</dd>
        </div>
        {claim.computed !== null && (
          <div>
            <dt>{t('computed')}</dt>
            <dd>
              {words.computed(claim)}
              {claim.interval && claim.interval[0] !== claim.interval[1] && (
                <span className={styles.interval}>
                  {t('interval', {
                    low: words.number(round(claim.interval[0])),
                    high: words.number(round(claim.interval[1])),
                  })}
                </span>
              )}
            </dd>
          </div>
        )}
      </dl>
      {claim.reason_code !== 'as_claimed' && <p>{words.reason(claim)}</p>}
      <Missing claim={claim} />
      <Notes claim={claim} />
      {claim.rows.length > 0 && <Working claim={claim} />}
    </article>
  );
}

const round = (value: number): number => Number(value.toFixed(3));
const SHOWN_NOTES = 8;

function Missing({ claim }: { claim: CheckedClaim }): ReactNode {
  const { t } = useTranslation('claims');
  const words = useClaimWords();
  if (claim.missing.length === 0) return null;
  const places = [...new Set(claim.missing.map((m) => m.where).filter(Boolean))];
  return (
    <div className={styles.missing}>
      <ul>
        {claim.missing.slice(0, SHOWN_NOTES).map((m) => (
          <li key={m.what}>
            {m.cell
              ? `${words.trade({ ...m.cell, reporters: [m.cell.reporter], partners: [m.cell.partner] })}, ${words.period(m.cell.period)}`
              : m.what}
          </li>
        ))}
      </ul>
      {places.length > 0 && (
        <p className="small">
          {t('published_by')} <Linked texts={places} />
        </p>
      )}
    </div>
  );
}

/** Descriptions of places with their addresses as links. */
function Linked({ texts }: { texts: string[] }): ReactNode {
  return texts.map((text, at) => {
    const address = /https?:\/\/[^\s,;)]+/.exec(text)?.[0];
    const [before = '', after = ''] = address ? text.split(address) : [text];
    return (
      <span key={text}>
        {at > 0 && '; '}
        {before}
        {address && (
          <a href={address} target="_blank" rel="noreferrer">
            {address.replace(/^https?:\/\//, '')}
          </a>
        )}
        {after}
      </span>
    );
  });
}

function Notes({ claim }: { claim: CheckedClaim }): ReactNode {
  const words = useClaimWords();
  const notes = claim.notes.filter((n) => n.code !== 'source_note');
  if (notes.length === 0) return null;
  return (
    <ul className={styles.notes}>
      {notes.slice(0, SHOWN_NOTES).map((note) => (
        <li key={note.code + note.text}>{words.note(note)}</li>
      ))}
    </ul>
  );
}

/** A formula with words is 'words: numbers', or a number and words. */
function numbersOf({ formula, formula_code }: CheckedClaim): string {
  if (formula === null || formula_code === null) return formula ?? '';
  return formula_code === 'partners_counted' ? formula.replace(/ .*$/, '') : formula.replace(/^[^:]*: /, '');
}

/** Formula and the figures it rests on, each with source and vintage. */
function Working({ claim }: { claim: CheckedClaim }): ReactNode {
  const { t } = useTranslation('claims');
  const words = useClaimWords();
  const columns: Column<WorkingRow & { key: string }>[] = [
    { id: 'period', header: t('period'), title: true, cell: (row) => words.period(row.period) },
    {
      id: 'trade',
      header: t('figure'),
      cell: (row) => words.trade({ ...row, reporters: [row.reporter], partners: [row.partner] }),
    },
    {
      id: 'value',
      header: t('value'),
      end: true,
      cell: (row) => `${words.number(row.value)} ${row.currency}`,
    },
    { id: 'how', header: t('how'), cell: (row) => t(`how_${row.how}`, { defaultValue: row.how }) },
    {
      id: 'source',
      header: t('col.source'),
      cell: (row) => (
        <>
          {row.source_url ? (
            <a href={row.source_url} target="_blank" rel="noreferrer">
              {new URL(row.source_url).hostname}
            </a>
          ) : (
            row.source
          )}{' '}
          <span className="dimmed figures">{row.vintage}</span>
        </>
      ),
    },
  ];
  const rows = claim.rows.map((row, at) => ({ ...row, key: String(at) }));
  return (
    <details className={styles.working}>
      <summary>{t('working')}</summary>
      {claim.formula && claim.formula_code !== 'level' && (
        <p>
          {t('formula')}: {claim.formula_code && `${t(`formula.${claim.formula_code}`)}: `}
          <span className="figures">{numbersOf(claim)}</span>
        </p>
      )}
      <WideTable caption={t('working')} columns={columns} rows={rows} keyOf={(row) => row.key} />
      <p className="small dimmed">
        {t('claim_source')}: {claim.source_url ? <Linked texts={[claim.source]} /> : claim.source || '–'}
      </p>
    </details>
  );
}
