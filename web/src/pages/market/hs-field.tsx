import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hsSearchQuery, nameIn } from '../../api/reference.ts';
import { useReader } from '../../i18n/reader.tsx';
import type { DrawnField } from '../../parts/command-fields.ts';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import styles from './market.module.css';

const WAIT_MS = 250;

/** Finds a six-digit HS code by words in the reader's language or by its first digits; what is chosen is named. */
export function HsField({ field }: { field: DrawnField }): ReactNode {
  const { t } = useTranslation('market');
  const reader = useReader();
  const [text, setText] = useState(field.value);
  const [asked] = useDebouncedValue(text.trim(), WAIT_MS);
  const known = /^\d{6}$/.test(field.value);
  const found = useQuery({ ...hsSearchQuery(asked), enabled: asked.length > 1 });
  const chosen = found.data?.items.find((entry) => entry.code === field.value);
  const type = (value: string): void => {
    setText(value);
    const digits = value.replace(/[\s.]/g, '');
    field.set(/^\d{6}$/.test(digits) ? digits : '');
  };
  return (
    <div data-wide="true" className={styles.hs}>
      <TextInput
        label={field.label}
        description={t('hs.how')}
        error={field.error}
        value={text}
        autoComplete="off"
        onChange={(event) => type(event.currentTarget.value)}
      />
      <div role="status" aria-live="polite" className="small">
        {known && chosen
          ? t('hs.chosen', { code: chosen.code, title: nameIn(chosen.title, reader.locale) })
          : found.data && asked.length > 1
            ? t('hs.found', { count: found.data.items.length })
            : null}
      </div>
      {found.error && <RefusalCard error={found.error} />}
      {!known && found.data && (
        <ul className={styles.codes} aria-label={field.label}>
          {found.data.items.map((entry) => (
            <li key={entry.code}>
              <Button variant="default" fullWidth justify="flex-start" onClick={() => type(entry.code)}>
                <span className="figures">{entry.code}</span>&ensp;{nameIn(entry.title, reader.locale)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
