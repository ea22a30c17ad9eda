import { Value } from 'typebox/value';
import { MOST_ITEMS } from '../../parcels/index.ts';
import { PersonInputSchema } from '../model.ts';

/** What came with an address or in a form, by name; a name that came several times has several values. */
export type Sent = Readonly<Record<string, string | string[] | undefined>>;

/** A form is a page of words at most. */
export const FORM_LIMIT_BYTES = 16 * 1024;
const MOST_FIELDS = 120;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Reads a form as browsers send it without a script; undefined when it has more fields than any page of ours. */
export function readForm(text: string): Sent | undefined {
  const form: Record<string, string | string[]> = Object.create(null);
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    count += 1;
    if (count > MOST_FIELDS) return undefined;
    const before = form[name];
    form[name] = before === undefined ? value : [before, value].flat();
  }
  return form;
}

/** The value of a name, without outer blanks and with plain line ends. */
export function textOf(sent: Sent, name: string): string {
  const value = sent[name];
  return (typeof value === 'string' ? value : (value?.[0] ?? '')).replaceAll('\r\n', '\n').trim();
}

export const severalOf = (sent: Sent, name: string): string[] => [sent[name] ?? []].flat();

/** Quantities by offer: the names that are ids of offers. What is empty or no number is not ordered. */
export function linesOf(sent: Sent): { listing_id: string; quantity: string }[] {
  return Object.keys(sent)
    .filter((name) => uuid.test(name))
    .map((listing_id) => ({ listing_id, quantity: textOf(sent, listing_id).replace(',', '.') }))
    .filter(({ quantity }) => /^\d{1,15}(\.\d{1,3})?$/.test(quantity) && Number(quantity) > 0)
    .slice(0, MOST_ITEMS);
}

export const personFields = ['name', 'address', 'email', 'phone', 'remark'] as const;
export type PersonField = (typeof personFields)[number];

/** What a person wrote of itself, without what it left empty, and the fields that are not as they must be. */
export function personOf(sent: Sent): { person: Record<string, string>; wrong: PersonField[] } {
  const person: Record<string, string> = {};
  const wrong: PersonField[] = [];
  for (const name of personFields) {
    const text = textOf(sent, name);
    if (text) person[name] = text;
    const needed = name === 'name' || name === 'address';
    if (text ? !Value.Check(PersonInputSchema.properties[name], text) : needed) wrong.push(name);
  }
  return { person, wrong };
}
