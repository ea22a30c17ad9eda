import type { Money } from '../../kernel/money.ts';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import { checkTotals } from './check-totals.ts';
import { Fault } from './fault.ts';
import { writeLeaf } from './leaves.ts';
import { type Message, type MessageName, messages, namespaceOf } from './messages.ts';
import type { Field, Group } from './shape.ts';

/**
 * Writes a message as XML in UTF-8, elements in the order of its schema. Refuses with the codes of
 * `readMessage` when a value does not fit its field or the totals do not add up.
 */
export function writeMessage<N extends MessageName>(name: N, body: Message<N>): Outcome<string> {
  const { root, shape } = messages[name];
  const path: string[] = [root];
  try {
    checkTotals(name, body);
    const out: string[] = [
      `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${namespaceOf(name)}"><${root}>`,
    ];
    writeGroup(shape, body as Record<string, unknown>, out, path);
    out.push(`</${root}></Document>\n`);
    return out.join('');
  } catch (error) {
    if (error instanceof Fault)
      return refuse(`iso20022.${error.reason}`, { ...error.params, path: path.join('/') });
    throw error;
  }
}

function writeGroup(group: Group, value: Record<string, unknown>, out: string[], path: string[]): void {
  let written = 0;
  const depth = path.length;
  for (const [tag, field] of Object.entries<Field>(group.fields)) {
    const held = value[tag];
    path[depth] = tag;
    if (held === undefined) {
      if (field.occurs === 'one' || field.occurs === 'some') throw new Fault('missing');
      continue;
    }
    written += 1;
    if (field.occurs === 'many' || field.occurs === 'some') {
      if (!Array.isArray(held) || (held.length === 0 && field.occurs === 'some')) throw new Fault('missing');
      if (held.length > field.max) throw new Fault('repeated', { max: field.max });
      for (const item of held) writeField(field, tag, item, out, path);
    } else writeField(field, tag, held, out, path);
  }
  path.length = depth;
  if (group.choice && written !== 1) throw new Fault('choice');
}

function writeField({ shape }: Field, tag: string, value: unknown, out: string[], path: string[]): void {
  if (shape.leaf) {
    const text = escapeText(writeLeaf(shape, value));
    const currency = shape.kind === 'amount' ? ` Ccy="${(value as Money).currency}"` : '';
    out.push(`<${tag}${currency}>${text}</${tag}>`);
    return;
  }
  if (typeof value !== 'object' || value === null)
    throw new Fault('value', { value: String(value).slice(0, 40) });
  out.push(`<${tag}>`);
  writeGroup(shape, value as Record<string, unknown>, out, path);
  out.push(`</${tag}>`);
}

const SPECIAL = /[&<>\r]/;
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

/** A carriage return is escaped because readers of XML turn a bare one into a line feed. */
export function escapeText(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[&<>\r]/g, (char) => escapes[char] ?? char) : text;
}
