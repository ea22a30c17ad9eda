import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './parts.module.css';

/** Text to take along, with a button that copies it; where the browser forbids that, it can be marked and copied. */
export function Secret({ label, text }: { label: string; text: string }): ReactNode {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  return (
    <div className={styles.lines}>
      <div>
        <div className="small dimmed">{label}</div>
        <div className={styles.secret}>{text}</div>
      </div>
      <Button variant="default" onClick={copy}>
        {t('copy')}
        <span className="visually-hidden">: {label}</span>
      </Button>
      <span role="status" aria-live="polite" className="small">
        {copied && t('copied')}
      </span>
    </div>
  );
}
