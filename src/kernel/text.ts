/**
 * What people write, as JSON Schema patterns (matched with the `u` flag). Control characters and halves of
 * surrogate pairs are kept out, because PostgreSQL cannot store them.
 */

/** Whether PostgreSQL stores the text as it is. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

/**
 * Marks that turn the direction of writing, and such that are not seen: with them a text shows something else than
 * it says (UAX #9, UTS #39). None of the eight languages needs them.
 */
const hidden =
  '\\u061c\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff' +
  // The tag characters. Ajv looks at a pattern without the `u` flag first, where two `\u{…}` make no range.
  '\\u{e0000}-\\udb40\\udc7f';
const unfit = `\\p{Cc}\\p{Cs}\\u2028\\u2029${hidden}`;

/** One line without outer blanks. */
export const linePattern = `^[^\\s${unfit}](?:[^${unfit}]*[^\\s${unfit}])?$`;

/** Several lines, or none. */
export const paragraphsPattern = `^[^\\p{Cs}\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f${hidden}]*$`;

const hiddenMarks = new RegExp(`[${hidden}]`, 'u');

export function hasHiddenMarks(text: string): boolean {
  return hiddenMarks.test(text);
}

/** A text of others without such marks. */
export function withoutHiddenMarks(text: string): string {
  return text.replace(new RegExp(`[${hidden}]`, 'gu'), '');
}

/** Something that looks like an e-mail address; only a mail that arrives proves it. */
export const emailPattern = '^[^\\s@\\p{Cc}\\p{Cs}]{1,64}@[^\\s@\\p{Cc}\\p{Cs}]{1,189}$';
