import { SaxesParser, type SaxesTagNS } from 'saxes';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import { checkTotals } from './check-totals.ts';
import { Fault } from './fault.ts';
import { readLeaf } from './leaves.ts';
import { type AnyMessage, isMessageName, messages, nameOfNamespace } from './messages.ts';
import type { Field, Group, Leaf } from './shape.ts';

/** The largest file that is looked at. A statement of twenty thousand entries has about this size. */
export const BYTE_LIMIT = 20 * 1024 * 1024;
const DEPTH_LIMIT = 32;
const ELEMENT_LIMIT = 2_000_000;
/** Elements outside our shapes that are named in the answer. */
const UNREAD_LIMIT = 100;

/** A message as it was read, and the elements of the standard that we do not carry, by their path. */
export type Reading = AnyMessage & { unread: string[] };

/** An open group: what it may hold, what it holds. */
interface Open {
  tag: string;
  group: Group;
  value: Record<string, unknown>;
}

/**
 * Reads one message: a `Document`, alone or within an envelope beside its application header. Elements that our
 * shape does not know are skipped and named in `unread`; whatever is known must fit.
 *
 * Refuses with iso20022.too_large, not_utf8, malformed, doctype (document types and so entities, internal and
 * external, are never read), too_deep, too_many_elements, namespace, unknown_message, missing, repeated, choice,
 * value, amount_negative, amount_too_large, minor_units, currency, check_digit, totals. Never throws.
 */
export function readMessage(content: string | Uint8Array): Outcome<Reading> {
  const state = new ReadingState();
  try {
    state.parse(decode(content));
    return state.finish();
  } catch (error) {
    if (error instanceof Fault)
      return refuse(`iso20022.${error.reason}`, { ...error.params, path: state.path() });
    throw error;
  }
}

function decode(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? content.length : content.byteLength;
  if (bytes > BYTE_LIMIT) throw new Fault('too_large', { limit_bytes: BYTE_LIMIT });
  if (typeof content === 'string') return content;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new Fault('not_utf8');
  }
}

class ReadingState {
  #name: AnyMessage['name'] | undefined;
  #namespace = '';
  #documentDepth = 0;
  #body: Record<string, unknown> | undefined;
  #open: Open[] = [];
  #leaf: { tag: string; leaf: Leaf; currency: string | undefined; field: Field } | undefined;
  #text = '';
  #depth = 0;
  #elements = 0;
  /** Depth at which an element that is skipped was opened. */
  #skipping = 0;
  #done = false;
  readonly #unread: string[] = [];

  /** A declared version or encoding is judged at the end; until then nothing has been answered. */
  parse(xml: string): void {
    // Six handlers and no more: with a seventh the engine keeps the parser's fields in a table, and reading is five
    // times slower.
    const parser = new SaxesParser({ xmlns: true, position: false });
    parser.on('error', (error) => {
      throw new Fault('malformed', { reason: error.message.slice(0, 120).toWellFormed() });
    });
    parser.on('doctype', () => {
      throw new Fault('doctype');
    });
    parser.on('opentag', (tag) => this.#onOpen(tag));
    parser.on('closetag', () => this.#onClose());
    parser.on('text', (text) => this.#onText(text));
    parser.on('cdata', (text) => this.#onText(text));
    parser.write(xml);
    const { version, encoding } = parser.xmlDecl;
    parser.close();
    if (version !== undefined && version !== '1.0') throw new Fault('malformed', { reason: 'not XML 1.0' });
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') throw new Fault('not_utf8');
  }

  finish(): Reading {
    const name = this.#name;
    if (!name || !this.#body || !this.#done) throw new Fault('unknown_message', { found: '' });
    checkTotals(name, this.#body as never);
    return { name, body: this.#body, unread: this.#unread } as unknown as Reading;
  }

  path(): string {
    const tags = this.#open.map((o) => o.tag);
    return (this.#leaf ? [...tags, this.#leaf.tag] : tags).join('/');
  }

  #onOpen(tag: SaxesTagNS): void {
    this.#depth += 1;
    this.#elements += 1;
    if (this.#depth > DEPTH_LIMIT) throw new Fault('too_deep', { limit: DEPTH_LIMIT });
    if (this.#elements > ELEMENT_LIMIT) throw new Fault('too_many_elements', { limit: ELEMENT_LIMIT });
    if (this.#skipping > 0) return;
    if (!this.#name) this.#openDocument(tag);
    else this.#openElement(tag, this.#name);
  }

  #openElement(tag: SaxesTagNS, name: AnyMessage['name']): void {
    if (this.#leaf) throw new Fault('value', { value: tag.local.slice(0, 40) });
    const top = this.#open.at(-1);
    if (!top) {
      if (this.#depth === this.#documentDepth + 1) this.#openRoot(tag, name);
      else this.#skip(tag.local);
      return;
    }
    if (tag.uri !== this.#namespace) throw new Fault('namespace', { found: tag.uri.slice(0, 100) });
    const { fields } = top.group;
    const field = Object.hasOwn(fields, tag.local) ? (fields[tag.local] as Field) : undefined;
    if (!field) this.#skip(tag.local);
    else if (field.shape.leaf) {
      this.#leaf = { tag: tag.local, leaf: field.shape, currency: tag.attributes.Ccy?.value, field };
      this.#text = '';
    } else this.#open.push({ tag: tag.local, group: field.shape, value: {} });
  }

  /** The Document, or an envelope around it. */
  #openDocument(tag: SaxesTagNS): void {
    const name = nameOfNamespace(tag.uri);
    if (tag.local === 'Document') {
      if (name === undefined) throw new Fault('namespace', { found: tag.uri.slice(0, 100) });
      if (!isMessageName(name)) throw new Fault('unknown_message', { found: name });
      this.#name = name;
      this.#namespace = tag.uri;
      this.#documentDepth = this.#depth;
      return;
    }
    // Below the envelope, what is not the Document (the application header) is not looked into.
    if (this.#depth === 2) this.#skip(tag.local);
    else if (this.#depth > 2) throw new Fault('unknown_message', { found: tag.local.slice(0, 40) });
  }

  #openRoot(tag: SaxesTagNS, name: AnyMessage['name']): void {
    const { root, shape } = messages[name];
    if (tag.uri !== this.#namespace) throw new Fault('namespace', { found: tag.uri.slice(0, 100) });
    if (tag.local !== root) throw new Fault('unknown_message', { found: tag.local.slice(0, 40) });
    if (this.#body) throw new Fault('repeated', { max: 1 });
    this.#body = {};
    this.#open.push({ tag: root, group: shape, value: this.#body });
  }

  #skip(local: string): void {
    this.#skipping = this.#depth;
    if (this.#unread.length < UNREAD_LIMIT)
      this.#unread.push([...this.#open.map((o) => o.tag), local.slice(0, 60)].join('/'));
  }

  #onClose(): void {
    const depth = this.#depth;
    this.#depth -= 1;
    if (this.#skipping > 0) {
      if (this.#skipping === depth) this.#skipping = 0;
      return;
    }
    if (this.#leaf) {
      const { tag, leaf, currency, field } = this.#leaf;
      const value = readLeaf(leaf, this.#text, currency);
      const holder = this.#open.at(-1);
      if (holder) put(holder.value, tag, field, value);
      this.#leaf = undefined;
      return;
    }
    const closed = this.#open.at(-1);
    if (!closed) return;
    complete(closed);
    this.#open.pop();
    const holder = this.#open.at(-1);
    if (holder) put(holder.value, closed.tag, holder.group.fields[closed.tag] as Field, closed.value);
    else this.#done = true;
  }

  #onText(text: string): void {
    if (this.#leaf) this.#text += text;
    else if (this.#skipping === 0 && /\S/.test(text))
      throw new Fault('malformed', { reason: 'text between elements' });
  }
}

function put(value: Record<string, unknown>, tag: string, field: Field, item: unknown): void {
  const held = value[tag];
  if (field.occurs === 'many' || field.occurs === 'some') {
    if (!Array.isArray(held)) value[tag] = [item];
    else if (held.length >= field.max) throw new Fault('repeated', { max: field.max, element: tag });
    else held.push(item);
  } else if (held !== undefined) throw new Fault('repeated', { max: 1, element: tag });
  else value[tag] = item;
}

/** A group that closes has everything it must have. */
function complete({ group, value }: Open): void {
  if (group.choice) {
    if (Object.keys(value).length !== 1) throw new Fault('choice');
    return;
  }
  for (const tag in group.fields) {
    const { occurs } = group.fields[tag] as Field;
    if ((occurs === 'one' || occurs === 'some') && value[tag] === undefined)
      throw new Fault('missing', { element: tag });
  }
}
