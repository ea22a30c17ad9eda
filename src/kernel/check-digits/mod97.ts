const ZERO = 48;
const NINE = 57;
/** 'A' counts ten (ISO 7064 for letters). */
const LETTER_OFFSET = 55;

/**
 * The remainder modulo 97 of a text of digits and capital letters read as one number, letters as 10 to 35
 * (ISO/IEC 7064, MOD 97-10). NaN when another character stands in it.
 */
export function mod97(text: string): number {
  let rest = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) rest = (rest * 10 + code - ZERO) % 97;
    else if (code >= 65 && code <= 90) rest = (rest * 100 + code - LETTER_OFFSET) % 97;
    else return Number.NaN;
  }
  return rest;
}

/** The two check digits that make `before + digits + after`, read as one number, one modulo 97. */
export function mod97CheckDigits(body: string): string {
  return (98 - mod97(`${body}00`)).toString().padStart(2, '0');
}
