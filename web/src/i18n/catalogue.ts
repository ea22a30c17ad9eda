/** Every translation file of the build: `../locales/<lang>/<area>.json`, each loaded when its area is opened. */
const files = import.meta.glob<Record<string, unknown>>(
  ['../locales/*/*.json', '!../locales/generated/*.json'],
  {
    import: 'default',
  },
);

/** Languages that have a `common.json`; a new folder is a new language. English is first. */
export const languages: readonly string[] = Object.keys(files)
  .map((path) => /\.\.\/locales\/([a-z]{2})\/common\.json$/.exec(path)?.[1])
  .filter((language) => language !== undefined)
  .sort((a, b) => rank(a) - rank(b));

function rank(language: string): number {
  const order = ['en', 'zh', 'ru', 'kk', 'ky', 'uz', 'tg', 'tk'];
  const at = order.indexOf(language);
  return at < 0 ? order.length : at;
}

/** The words of one area in one language, flattened to dotted keys; empty when the file does not exist. */
export async function loadWords(language: string, area: string): Promise<Record<string, string>> {
  const load = files[`../locales/${language}/${area}.json`];
  return load ? flatten(await load()) : {};
}

/** `{a: {b: 'x'}}` → `{'a.b': 'x'}`, so that files may nest where it reads better. */
export function flatten(words: Record<string, unknown>, prefix = ''): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') flat[prefix + key] = value;
    else if (typeof value === 'object' && value !== null)
      Object.assign(flat, flatten(value as Record<string, unknown>, `${prefix}${key}.`));
  }
  return flat;
}
