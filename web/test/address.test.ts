import { describe, expect, it } from 'vitest';
import { chooseLanguage } from '../src/i18n/choose-language.ts';
import { documentIdIn } from '../src/pages/verify/check-document.ts';
import { ownAddress } from '../src/parts/own-address.ts';
import { parseSearch, searchFields, stringifySearch } from '../src/shell/search-fields.ts';

describe('state in the address', () => {
  it('keeps codes as text, and drops empty fields', () => {
    expect(parseSearch('?hs=010229&q=&state=funded')).toEqual({ hs: '010229', state: 'funded' });
    expect(stringifySearch({ hs: '010229', q: '', cursor: undefined })).toBe('?hs=010229');
    expect(stringifySearch({})).toBe('');
  });

  it('survives there and back, in any script', () => {
    const search = { q: '锂电池 & батареи=100%', lang: 'zh' };
    expect(parseSearch(stringifySearch(search))).toEqual(search);
  });

  it('lets through only what a page asked for', () => {
    expect(searchFields('q', 'state')({ q: 'x', state: 5, other: 'y' })).toEqual({ q: 'x' });
  });

  it('cuts what no page could mean', () => {
    expect(parseSearch(`?q=${'a'.repeat(5000)}`).q).toHaveLength(400);
  });
});

describe('language of the reader', () => {
  const languages = ['en', 'zh', 'ru'];
  const from = { search: '', stored: null, browser: [] };
  it('follows the address, then the device, then the browser', () => {
    expect(chooseLanguage(languages, { search: '?lang=zh', stored: 'ru', browser: ['en'] })).toBe('zh');
    expect(chooseLanguage(languages, { ...from, stored: 'ru', browser: ['zh-CN'] })).toBe('ru');
    expect(chooseLanguage(languages, { ...from, browser: ['fr', 'zh-CN', 'en'] })).toBe('zh');
    expect(chooseLanguage(languages, { ...from, search: '?lang=xx' })).toBe('en');
  });
});

describe('addresses from outside', () => {
  it('never leave this site after signing in', () => {
    expect(ownAddress('/deals?state=funded')).toBe('/deals?state=funded');
    for (const bad of [
      undefined,
      '',
      'https://elsewhere.example',
      '//elsewhere.example',
      '/\\elsewhere.example',
      'javascript:0',
    ])
      expect(ownAddress(bad)).toBe('/start');
  });

  it('give the id of a document, however it was pasted', () => {
    const id = '01890a5d-ac96-774b-bcce-b302099a8057';
    for (const text of [
      id,
      ` ${id.toUpperCase()} `,
      `https://sauda.example/verify/${id}`,
      `/verify/${id}?lang=ru`,
      `urn:uuid:${id}`,
    ])
      expect(documentIdIn(text)).toBe(id);
    for (const text of ['', 'hello', `${id}x`, 'eyJhbGciOi.J9.x']) expect(documentIdIn(text)).toBeUndefined();
  });
});
