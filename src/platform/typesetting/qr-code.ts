import { toSVG } from 'bwip-js/node';

const MAX_LENGTH = 500;

/** A QR code (ISO/IEC 18004, error correction M) as SVG, without a quiet zone; the form leaves that around it. */
export function qrSvg(text: string): string {
  if (text.length > MAX_LENGTH) throw new Error(`a QR code holds at most ${MAX_LENGTH} characters here`);
  const options = { bcid: 'qrcode', text, eclevel: 'M' };
  return toSVG(options);
}
