import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ReadClaim, type Reading, readAndCheck } from '../../api/claims.ts';
import { Loading } from '../../parts/loading.tsx';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { Note } from '../../parts/section.tsx';
import { ClaimCard } from './claim-card.tsx';
import { useClaimWords } from './claim-words.ts';
import styles from './claims.module.css';

const LONGEST_TEXT = 4000;

/** A sentence of one's own: what was understood of it, word by word, and the verdict on each of its claims. */
export function SentenceBox(): ReactNode {
  const { t } = useTranslation('claims');
  const [text, setText] = useState('');
  const check = useMutation({ mutationFn: readAndCheck });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim()) check.mutate(text.trim());
  };
  return (
    <>
      <form className={styles.box} onSubmit={submit}>
        <Textarea
          label={t('sentence')}
          description={t('sentence_about')}
          autosize
          minRows={3}
          maxRows={10}
          maxLength={LONGEST_TEXT}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className={styles.actions}>
          <Button type="submit" disabled={text.trim() === ''} loading={check.isPending}>
            {t('read')}
          </Button>
          <Button variant="default" type="button" onClick={() => setText(t('example'))}>
            {t('use_example')}
          </Button>
        </div>
      </form>
      <div aria-live="polite" className={styles.results}>
        {check.isPending && <Loading rows={2} />}
        {check.error && <RefusalCard error={check.error} />}
        {check.data && (
          <>
            <WhatWasRead reading={check.data.reading} />
            {check.data.checked.map((claim) => {
              const read = check.data.reading.claims.find((r) => r.id === claim.id);
              return (
                <ClaimCard
                  key={claim.id}
                  claim={{ ...claim, statement: '', read_as: read?.read_as ?? null }}
                />
              );
            })}
          </>
        )}
      </div>
    </>
  );
}

function WhatWasRead({ reading }: { reading: Reading }): ReactNode {
  const { t } = useTranslation('claims');
  const { words } = reading;
  return (
    <div className={styles.read}>
      <p lang={reading.lang} className={styles.words}>
        {words.map((word, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the words of a text keep their places
          <span key={at}>
            {word.as === 'unknown' ? (
              <mark className={styles.unknown}>{word.text}</mark>
            ) : (
              <span data-as={word.as}>{word.text}</span>
            )}
            {reading.lang !== 'zh' && needsSpace(word, words[at + 1]) && ' '}
          </span>
        ))}
      </p>
      {reading.not_understood.length > 0 && (
        <p className="small">
          {t('not_understood')} <strong>{reading.not_understood.join(' / ')}</strong>
        </p>
      )}
      {reading.claims.length === 0 ? (
        <Note>{t('no_claims')}</Note>
      ) : (
        <ul className={styles.notes}>
          {reading.claims.map((claim) => (
            <ReadLine key={claim.id} claim={claim} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** No space before a comma or a percent sign, nor around an apostrophe or a hyphen. */
function needsSpace(word: { text: string; as: string }, next: { text: string } | undefined): boolean {
  return !/^[,.:;!?%)'’\-–]/.test(next?.text ?? '') && !/^['’(\-–$]$/.test(word.text);
}

function ReadLine({ claim }: { claim: ReadClaim }): ReactNode {
  const { t } = useTranslation('claims');
  const words = useClaimWords();
  const said = claim.missing.length === 0;
  const trade = words.trade({
    ...claim,
    reporters: claim.reporter.split('|').filter(Boolean),
    partners: claim.partner.split('|').filter(Boolean),
  });
  return (
    <li>
      <span className="figures">{claim.id}</span> {words.metric(claim.metric)}: {said && `${trade}, `}
      {claim.period && `${words.period(claim.period)}, `}
      {words.claimed(claim)}
      {claim.unit === 'times' && <> · {t('read_as_times')}</>}
      {claim.unit === 'fold' && <> · {t('read_as_fold')}</>}
      {!said && (
        <strong>
          {' '}
          · {t('not_said')} {claim.missing.map((m) => t(`missing.${m}`, { defaultValue: m })).join(', ')}
        </strong>
      )}
    </li>
  );
}
