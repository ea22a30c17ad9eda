import { openGate } from '../duckdb/gate.ts';

const LONGEST_SIDE = 1280;
const SMALL_SIDE = 320;
/** As `detectKind` allows: fifty million points are unpacked at most. */
const MOST_POINTS = 50_000_000;
const LIMIT_SECONDS = 10;
const AT_ONCE = 1;
const WAITING = 3;

type Sharp = typeof import('sharp').default;

class Full extends Error {}
const gate = openGate(AT_ONCE, WAITING, () => new Full());

/** A picture made anew in two sizes, both WebP. Sides are in points. */
export interface EncodedPicture {
  width: number;
  height: number;
  large: Buffer;
  small: Buffer;
}

/**
 * Makes a picture anew, turned as its camera said and no larger than 1280 points a side, with a small one of 320. What
 * was not a point of the picture is gone: places and names in its metadata, comments, what was hidden behind it. Of one
 * that moves the first image stays. Unpacked one at a time by threads beside this one, for at most ten seconds.
 * `unreadable`: it cannot be unpacked; `busy`: too many wait.
 */
export async function encodePicture(bytes: Uint8Array): Promise<EncodedPicture | 'unreadable' | 'busy'> {
  // Loaded with the first picture only. Where it cannot be, that is no fault of the file, so it is thrown.
  const { default: sharp } = await import('sharp');
  try {
    return await gate(() => encode(sharp, bytes));
  } catch (error) {
    return error instanceof Full ? 'busy' : 'unreadable';
  }
}

async function encode(sharp: Sharp, bytes: Uint8Array): Promise<EncodedPicture> {
  sharp.concurrency(1);
  sharp.cache(false);
  const { data: large, info } = await sharp(bytes, { limitInputPixels: MOST_POINTS, failOn: 'warning' })
    .autoOrient()
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80 })
    .timeout({ seconds: LIMIT_SECONDS })
    .toBuffer({ resolveWithObject: true });
  const small = await sharp(large)
    .resize({ width: SMALL_SIDE, height: SMALL_SIDE, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 75 })
    .timeout({ seconds: LIMIT_SECONDS })
    .toBuffer();
  return { width: info.width, height: info.height, large, small };
}
