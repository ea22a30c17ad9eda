import fc from 'fast-check';
import { ibanCheckDigits, leiCheckDigits } from '../../../kernel/check-digits/index.ts';
import { currencies } from '../../../kernel/money.ts';
import { sumOf } from '../check-totals.ts';
import type { Message, MessageName } from '../messages.ts';
import { messages } from '../messages.ts';
import type { Field, Group, Leaf, Shape } from '../shape.ts';

/** Any message of a shape: every optional field there or not, lists up to two, texts in any script. */
export function arbitraryMessage<N extends MessageName>(name: N): fc.Arbitrary<Message<N>> {
  return arbitraryOf(messages[name].shape).map((body) => withTotals(name, body as Message<N>));
}

function arbitraryOf(shape: Shape): fc.Arbitrary<unknown> {
  return shape.leaf ? arbitraryLeaf(shape) : arbitraryGroup(shape);
}

function arbitraryGroup(group: Group): fc.Arbitrary<unknown> {
  const fields = Object.entries<Field>(group.fields);
  if (group.choice)
    return fc.oneof(
      ...fields.map(([tag, { shape }]) => arbitraryOf(shape).map((value) => ({ [tag]: value }))),
    );
  const least = (field: Field): boolean => field.occurs === 'one' || field.occurs === 'some';
  const values = fields.map(([tag, field]) => {
    const item = arbitraryOf(field.shape);
    const value =
      field.occurs === 'some' || field.occurs === 'many'
        ? fc.array(item, { minLength: 1, maxLength: Math.min(2, field.max) })
        : item;
    return [tag, least(field) ? value : fc.option(value, { nil: undefined, freq: 1 })] as const;
  });
  return fc
    .record(Object.fromEntries(values))
    .map((record) => Object.fromEntries(Object.entries(record).filter(([, v]) => v !== undefined)));
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const upper = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...letters), minLength: length, maxLength: length });
const scripts = fc.constantFrom(...'aZ0 &<>"\'\n\t\ré—中华人民共和国贸易ҚәңғўӣжЯ😀');

function arbitraryLeaf(leaf: Leaf): fc.Arbitrary<unknown> {
  switch (leaf.kind) {
    case 'text':
      if (leaf.pattern) return patterned(leaf.pattern, leaf.max);
      return fc.string({ unit: scripts, minLength: 1, maxLength: Math.min(leaf.max, 40) });
    case 'code':
      return fc.constantFrom(...leaf.values);
    case 'amount':
      return fc
        .tuple(fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), fc.constantFrom(...currencies))
        .map(([minor, currency]) => ({ amount: minor, currency }));
    case 'date':
      return day;
    case 'instant':
      return fc
        .tuple(
          day,
          fc.constantFrom('T00:00:00', 'T23:59:59.999'),
          fc.constantFrom('', 'Z', '+05:00', '-03:30'),
        )
        .map((parts) => parts.join(''));
    case 'uetr':
      return fc.uuid({ version: 4 });
    case 'bic':
      return fc
        .tuple(upper(4), fc.constantFrom('CN', 'KZ', 'UZ'), upper(2), fc.option(upper(3), { nil: '' }))
        .map((p) => p.join(''));
    case 'iban':
      return fc
        .tuple(fc.constantFrom('KZ', 'DE'), upper(16))
        .map(([c, a]) => `${c}${ibanCheckDigits(c, a)}${a}`);
    case 'lei':
      return upper(18).map((body) => `${body}${leiCheckDigits(body)}`);
    case 'count':
      return fc.nat();
    case 'decimal':
      return fc.tuple(fc.nat(), fc.nat(99)).map(([a, b]) => `${a}.${b}`);
    case 'flag':
      return fc.boolean();
  }
}

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10));

function patterned(pattern: RegExp, max: number): fc.Arbitrary<string> {
  return fc
    .oneof(upper(max), fc.constantFrom('CN', 'KZ', 'CNY', 'AC01'), fc.nat(9999).map(String))
    .filter((text) => pattern.test(text) && text.length <= max);
}

/** The counts and control sums of a message that was made at random, made true. */
function withTotals<N extends MessageName>(name: N, body: Message<N>): Message<N> {
  if (name === 'pain.001.001.09') {
    const message = body as Message<'pain.001.001.09'>;
    const amounts = message.PmtInf.map((p) => p.CdtTrfTxInf.flatMap((t) => t.Amt.InstdAmt ?? []));
    for (const [at, p] of message.PmtInf.entries()) total(p, amounts[at] ?? []);
    total(message.GrpHdr, amounts.flat());
  } else if (name === 'pacs.008.001.08' || name === 'pacs.009.001.08') {
    const message = body as Message<'pacs.008.001.08'>;
    total(
      message.GrpHdr,
      message.CdtTrfTxInf.map((t) => t.IntrBkSttlmAmt),
    );
  } else if (name === 'pacs.004.001.09') {
    const message = body as Message<'pacs.004.001.09'>;
    total(
      message.GrpHdr,
      message.TxInf.map((t) => t.RtrdIntrBkSttlmAmt),
    );
  }
  return body;
}

function total(header: { NbOfTxs?: number; CtrlSum?: string }, amounts: Parameters<typeof sumOf>[0]): void {
  if (header.NbOfTxs !== undefined) header.NbOfTxs = amounts.length;
  if (header.CtrlSum !== undefined) {
    const sum = sumOf(amounts);
    if (/^\d{1,17}\./.test(sum)) header.CtrlSum = sum;
    else delete header.CtrlSum;
  }
}
