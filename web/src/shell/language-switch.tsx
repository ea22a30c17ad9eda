import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { endonyms } from '../format/endonyms.ts';
import { languages } from '../i18n/catalogue.ts';
import { useReader, useSetLanguage } from '../i18n/reader.tsx';
import styles from './shell.module.css';

export function LanguageSwitch(): ReactNode {
  const { t } = useTranslation();
  const reader = useReader();
  const setLanguage = useSetLanguage();
  return (
    <select
      className={styles.language}
      aria-label={t('language')}
      value={reader.locale}
      onChange={(event) => void setLanguage(event.currentTarget.value)}
    >
      {languages.map((language) => (
        <option key={language} value={language} lang={language}>
          {endonyms[language] ?? language}
        </option>
      ))}
    </select>
  );
}
