import { Button, FileInput, TextInput } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { base64Of } from '../../api/base64-of.ts';
import type { Listing, Photo } from '../../api/market.ts';
import { useCommand } from '../../api/use-command.ts';
import parts from '../../parts/parts.module.css';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { Section } from '../../parts/section.tsx';
import styles from './photos.module.css';
import { Cover } from './photos.tsx';

const MOST = 8;
const BYTES_LIMIT = 8_000_000;

/** The seller puts in photos, says what they show, and puts them in order; the first is the cover. */
export function PhotoDesk({ listing: { listing_id, photos } }: { listing: Listing }): ReactNode {
  const { t } = useTranslation('market');
  const path = `/listings/${listing_id}/photos`;
  const { shown, keep, error } = useArranged(path, photos);
  return (
    <Section title={t('photos')}>
      <ol className={styles.desk}>
        {shown.map((photo, at) => (
          <li key={photo.photo_id}>
            <Cover listing_id={listing_id} photo_id={photo.photo_id} />
            <TextInput
              label={t('photo_shows', { number: at + 1 })}
              defaultValue={photo.text ?? ''}
              maxLength={200}
              onBlur={({ currentTarget: { value } }) => {
                const text = value.trim() || null;
                if (text !== photo.text) keep(shown.with(at, { ...photo, text }));
              }}
            />
            <div>
              <Button
                variant="default"
                disabled={at === 0}
                onClick={() => keep(shown.with(at - 1, photo).with(at, shown[at - 1] ?? photo))}
                aria-label={t('photo_forward', { number: at + 1 })}
              >
                ↑
              </Button>
              <Button
                variant="default"
                onClick={() => keep(shown.toSpliced(at, 1))}
                aria-label={t('photo_remove', { number: at + 1 })}
              >
                ×
              </Button>
            </div>
          </li>
        ))}
      </ol>
      {error && <RefusalCard error={error} />}
      {photos.length < MOST && <AddPhotos path={path} room={MOST - photos.length} />}
    </Section>
  );
}

/**
 * The photos as they were arranged last, and to arrange them anew. What follows at once builds on what is still on
 * its way, so that words just typed are not lost to the button that took the focus from them; one after the other.
 */
function useArranged(path: string, photos: Photo[]) {
  const [wanted, setWanted] = useState<Photo[]>();
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const arrange = useCommand();
  const keep = (after: Photo[]): void => {
    setWanted(after);
    const body = { photos: after.map(({ photo_id, text }) => ({ photo_id, text })) };
    const turn = last.current
      .then(() => arrange.mutateAsync({ method: 'PUT', path, body }))
      .catch(() => undefined)
      .then(() => {
        if (last.current === turn) setWanted(undefined);
      });
    last.current = turn;
  };
  return { shown: wanted ?? photos, keep, error: arrange.error };
}

/** Files one after the other, so that one that is refused is named and the others are kept. */
function AddPhotos({ path, room }: { path: string; room: number }): ReactNode {
  const { t } = useTranslation('market');
  const [files, setFiles] = useState<File[]>([]);
  const add = useCommand();
  const tooLarge = files.find((file) => file.size > BYTES_LIMIT);
  const send = async (): Promise<void> => {
    for (const file of files) {
      const sent = await add
        .mutateAsync({ method: 'POST', path, body: { file: await base64Of(file) } })
        .catch(() => undefined);
      if (!sent) return;
      setFiles((left) => left.filter((one) => one !== file));
    }
  };
  const [first] = files;
  return (
    <>
      <div className={parts.filters}>
        <FileInput
          multiple
          label={t('photo_add')}
          description={t('photo_hint', { room })}
          placeholder={t('photo_choose')}
          styles={{ placeholder: { color: 'inherit' } }}
          accept="image/jpeg,image/png,image/webp"
          value={files}
          onChange={(chosen) => setFiles(chosen.slice(0, room))}
          error={tooLarge && t('photo_too_large', { name: tooLarge.name })}
          clearable
          clearButtonProps={{ 'aria-label': t('photo_clear') }}
        />
        <Button
          onClick={() => void send()}
          disabled={files.length === 0 || tooLarge !== undefined}
          loading={add.isPending}
        >
          {t('photo_send')}
        </Button>
      </div>
      {add.error && first && (
        <>
          <p>{first.name}</p>
          <RefusalCard error={add.error} />
        </>
      )}
    </>
  );
}
