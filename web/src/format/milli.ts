/** '1.5' → 1500n; text that is no decimal counts as nothing. */
export function toMilli(text: string): bigint {
  const match = /^(\d{1,12})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  return match ? BigInt(match[1] ?? 0) * 1000n + BigInt((match[2] ?? '').padEnd(3, '0')) : 0n;
}

/** 1500n → '1.5'. */
export function fromMilli(milli: bigint): string {
  const fraction = String(milli % 1000n)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${milli / 1000n}${fraction ? `.${fraction}` : ''}`;
}
