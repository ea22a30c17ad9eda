import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type DragEvent, type FormEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../parts/loading.tsx';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { PageHead } from '../../parts/section.tsx';
import { checkDocument, documentIdIn } from './check-document.ts';
import { ScanButton } from './scan-button.tsx';
import { SignedFacts } from './signed-facts.tsx';
import { Verdict, verdictOf } from './verdict.tsx';
import styles from './verify.module.css';

/** Anybody can check a document: a file, a pasted record, or the number behind its QR code. */
export function VerifyPage(): ReactNode {
  const { t } = useTranslation('verify');
  const navigate = useNavigate();
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [text, setText] = useState('');
  const check = useMutation({ mutationFn: checkDocument });
  const checkFile = async (file: File | undefined): Promise<void> => {
    if (file) check.mutate(new Uint8Array(await file.arrayBuffer()));
  };
  const checkText = (pasted: string): void => {
    const document_id = documentIdIn(pasted);
    if (document_id) void navigate({ to: '/verify/$document_id', params: { document_id } });
    else if (pasted.trim()) check.mutate(new TextEncoder().encode(pasted.trim()));
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void checkFile(event.dataTransfer.files[0]);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    checkText(text);
  };
  return (
    <>
      <PageHead title={t('title')}>
        <p className="dimmed">{t('about')}</p>
      </PageHead>
      <div aria-live="polite" className={styles.answer}>
        {check.isPending && <Loading rows={2} />}
        {check.error && <RefusalCard error={check.error} />}
        {check.data && (
          <>
            <Verdict verdict={verdictOf(check.data)} replaced_by={check.data.replaced_by} />
            {check.data.document && <SignedFacts document={check.data.document} />}
          </>
        )}
      </div>
      <div className={styles.columns}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button does the same */}
        <div
          className={styles.drop}
          data-over={over}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <h2>{t('file')}</h2>
          <p>{t('file_about')}</p>
          <input
            ref={chooser}
            type="file"
            hidden
            aria-label={t('choose')}
            accept=".pdf,.json,.jws,.txt,application/pdf,application/json"
            onChange={(event) => void checkFile(event.currentTarget.files?.[0])}
          />
          <Button onClick={() => chooser.current?.click()}>{t('choose')}</Button>
        </div>
        <form className={styles.paste} onSubmit={submit}>
          <h2>{t('number')}</h2>
          <Textarea
            label={t('paste')}
            minRows={3}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
            <Button type="submit" variant="default" disabled={text.trim() === ''}>
              {t('check')}
            </Button>
            <ScanButton found={checkText} />
          </div>
        </form>
      </div>
    </>
  );
}
