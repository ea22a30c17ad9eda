import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Photo } from '../../api/market.ts';
import styles from './photos.module.css';

const fileOf = (listing_id: string, photo_id: string, size: 'large' | 'small'): string =>
  `/api/v1/listings/${listing_id}/photos/${photo_id}?size=${size}`;

/** The cover of an offer in a list; its title stands beside it, so it says nothing of its own. */
export function Cover({ listing_id, photo_id }: { listing_id: string; photo_id: string | null }): ReactNode {
  // Without a photo its place stays, so that titles stand below each other.
  if (photo_id === null) return <span className={styles.cover} />;
  return (
    <img
      className={styles.cover}
      src={fileOf(listing_id, photo_id, 'small')}
      width={56}
      height={56}
      loading="lazy"
      alt=""
    />
  );
}

/** All photos of an offer in a row that scrolls sideways; each opens whole. */
export function Gallery({
  listing_id,
  title,
  photos,
}: {
  listing_id: string;
  title: string;
  photos: Photo[];
}): ReactNode {
  const { t } = useTranslation('market');
  if (photos.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard
    <ul className={styles.gallery} aria-label={t('photos')} tabIndex={0}>
      {photos.map(({ photo_id, width, height, text }, index) => (
        <li key={photo_id}>
          <a href={fileOf(listing_id, photo_id, 'large')} target="_blank" rel="noreferrer">
            <img
              src={fileOf(listing_id, photo_id, 'large')}
              width={width}
              height={height}
              loading={index === 0 ? 'eager' : 'lazy'}
              alt={text ?? t('photo_of', { number: index + 1, of: photos.length, title })}
            />
          </a>
        </li>
      ))}
    </ul>
  );
}
