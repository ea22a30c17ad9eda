import { withoutHiddenMarks } from '../../../kernel/text.ts';

/** HTML that is ready to stand in a page. Only `html` and `raw` make it, so a text of others is never markup. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Markup | readonly Markup[] | null;

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return withoutHiddenMarks(text)
    .replace(/[\p{Cc}\p{Cs}]/gu, (mark) => (mark === '\n' ? mark : ' '))
    .replace(/[&<>"']/g, (mark) => entities[mark] ?? '');
}

function written(part: Part): string {
  if (part === null) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map((p) => p.text).join('');
  return escaped(String(part));
}

/** A piece of HTML; whatever is put into it is escaped, in text and in quoted attributes. */
export function html(pieces: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(pieces.reduce((text, piece, i) => text + written(parts[i - 1] ?? null) + piece));
}

/** Text of our own source files that is markup already. */
export const raw = (text: string): Markup => new Markup(text);
