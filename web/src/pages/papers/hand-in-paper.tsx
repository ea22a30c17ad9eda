import { Button, FileInput, NativeSelect, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { base64Of } from '../../api/base64-of.ts';
import { useCommand } from '../../api/use-command.ts';
import parts from '../../parts/parts.module.css';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { type Paper, paperKinds } from './paper.ts';

const BYTES_LIMIT = 5_000_000;

/** A firm hands in one paper: its kind, the file, and until when it is good. */
export function HandInPaper(): ReactNode {
  const { t } = useTranslation('papers');
  const [kind, setKind] = useState<string>(paperKinds[0]);
  const [file, setFile] = useState<File | null>(null);
  const [expires_on, setExpires] = useState('');
  const [handedIn, setHandedIn] = useState<Paper>();
  const command = useCommand<Paper>((paper) => {
    setHandedIn(paper);
    setFile(null);
    setExpires('');
  });
  const tooLarge = file !== null && file.size > BYTES_LIMIT;
  const send = async (): Promise<void> => {
    if (!file || tooLarge) return;
    setHandedIn(undefined);
    command.mutate({
      method: 'POST',
      path: '/organisation/papers',
      body: { kind, file: await base64Of(file), ...(expires_on ? { expires_on } : {}) },
    });
  };
  return (
    <>
      <div className={parts.filters}>
        <NativeSelect
          label={t('col.kind')}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value)}
          data={paperKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
        <FileInput
          label={t('file')}
          description={t('file.hint')}
          placeholder={t('file.choose')}
          styles={{ placeholder: { color: 'inherit' } }}
          accept="application/pdf,image/png,image/jpeg,image/webp"
          value={file}
          onChange={setFile}
          error={tooLarge && t('file.too_large')}
          clearable
          clearButtonProps={{ 'aria-label': t('file.clear') }}
        />
        <TextInput
          type="date"
          label={t('expires')}
          description={t('expires.hint')}
          value={expires_on}
          onChange={(event) => setExpires(event.currentTarget.value)}
        />
        <Button onClick={() => void send()} disabled={!file || tooLarge} loading={command.isPending}>
          {t('hand_in')}
        </Button>
      </div>
      {command.error && <RefusalCard error={command.error} />}
      <div role="status" aria-live="polite">
        {handedIn && t('handed_in', { paper: t(`kind.${handedIn.kind}`) })}
      </div>
    </>
  );
}
