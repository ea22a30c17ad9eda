import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classificationQuery, hsSearchQuery, nameIn } from '../../api/reference.ts';
import { useReader } from '../../i18n/reader.tsx';
import type { DrawnField } from '../../parts/command-fields.ts';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { endedIn, HsSuccessors } from './hs-successors.tsx';
import { HsSuggestions } from './hs-suggestions.tsx';
import styles from './market.module.css';

const WAIT_MS = 250;
const LONGEST = 400;

/** Finds a six-digit HS code by its first digits, or by words in any language with reasons; what is chosen is named. */
export function HsField({ field }: { field: DrawnField }): ReactNode {
  const { t } = useTranslation(['market', 'common']);
  const reader = useReader();
  const [text, setText] = useState(field.value);
  const [waited] = useDebouncedValue(text.trim(), WAIT_MS);
  const digits = waited.replace(/[\s.]/g, '');
  const byDigits = /^\d+$/.test(digits);
  const asked = byDigits ? digits : waited;
  const known = /^\d{6}$/.test(field.value);
  const found = useQuery({ ...hsSearchQuery(asked), enabled: byDigits && asked.length > 1 });
  const classified = useQuery({ ...classificationQuery(waited), enabled: !byDigits && waited.length > 1 });
  const chosen = found.data?.items.find((entry) => entry.code === field.value);
  const count = byDigits ? found.data?.items.length : classified.data?.suggestions.length;
  const error = found.error ?? classified.error;
  const ended = endedIn(field.refused, field.value);
  const type = (value: string): void => {
    setText(value);
    const plain = value.replace(/[\s.]/g, '');
    field.set(/^\d{6}$/.test(plain) ? plain : '');
  };
  return (
    <div data-wide="true" className={styles.hs}>
      <TextInput
        label={field.label}
        description={t('hs.how')}
        error={field.error ?? (ended && t('field_error.hs_ended', { ns: 'common' }))}
        value={text}
        autoComplete="off"
        maxLength={LONGEST}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <div role="status" aria-live="polite" className="small">
        {known && chosen
          ? t('hs.chosen', { code: chosen.code, title: nameIn(chosen.title, reader.locale) })
          : count !== undefined && asked.length > 1 && !ended
            ? t('hs.found', { count })
            : null}
      </div>
      {error && <RefusalCard error={error} />}
      {ended && <HsSuccessors of={ended} choose={type} />}
      {!known && byDigits && found.data && (
        <ul className={styles.codes} aria-label={t('hs.list')}>
          {found.data.items.map((entry) => (
            <li key={entry.code}>
              <Button variant="default" fullWidth justify="flex-start" onClick={() => type(entry.code)}>
                <span className="figures">{entry.code}</span>&ensp;{nameIn(entry.title, reader.locale)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {!byDigits && classified.data && waited.length > 1 && (
        <HsSuggestions of={classified.data} choose={type} />
      )}
    </div>
  );
}
