import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

/** What one document is made of. */
export interface TypesettingJob {
  /** Folder that the template and what it imports lie in; Typst can read nothing outside it. */
  folder: string;
  /** File name of the main template in `folder`. */
  template: string;
  /** JSON text; the template reads it with `json(bytes(sys.inputs.data))`, so it is never Typst source. */
  json: string;
}

export const MAX_PAGES = 60;

// Nothing is remembered between documents: it saves some 30 MB in a long run and costs no measurable time.
const CACHE_AGE = 0;

/** Latin and Cyrillic with all letters of the corridor's languages, then Chinese. Under the SIL Open Font License. */
const fontFiles = [
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
];

const compilers = new Map<string, NodeCompiler>();

function compilerFor(folder: string): NodeCompiler {
  const known = compilers.get(folder);
  if (known) return known;
  const { resolve } = createRequire(import.meta.url);
  const fontPaths = fontFiles.map((file) => dirname(resolve(file)));
  const made = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontPaths }] });
  compilers.set(folder, made);
  return made;
}

/**
 * Compiles one document to PDF 1.7. Blocks the thread. Throws when the template has an error or makes more than
 * MAX_PAGES pages.
 */
export function compilePdf(job: TypesettingJob): Uint8Array {
  const compiler = compilerFor(job.folder);
  const result = compiler.compile({
    mainFilePath: `${job.folder}/${job.template}`,
    inputs: { data: job.json },
  });
  const document = result.result;
  if (!document) {
    const error = result.takeDiagnostics();
    throw new Error(
      `${job.template} does not compile: ${JSON.stringify(error ? compiler.fetchDiagnostics(error) : [])}`,
    );
  }
  if (document.numOfPages > MAX_PAGES) throw new Error(`${job.template} makes ${document.numOfPages} pages`);
  const pdf = compiler.pdf(document, { pdfStandard: '1.7' });
  compiler.evictCache(CACHE_AGE);
  return new Uint8Array(pdf);
}
