import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Scripts of the first page, compressed. A phone at a border post loads them before it shows anything. */
const BUDGET_BYTES = 200_000;
const first = ['src/main.tsx', 'pages/overview/overview-page.tsx'];

/** Fails the build when the scripts of the first page, map and charts left out, outgrow the budget. */
export function scriptBudget(): Plugin {
  return {
    name: 'sauda-script-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const seen = new Set<string>();
      const visit = (file: string): void => {
        const chunk = bundle[file];
        if (seen.has(file) || chunk?.type !== 'chunk') return;
        seen.add(file);
        chunk.imports.forEach(visit);
      };
      for (const [file, chunk] of Object.entries(bundle))
        if (
          chunk.type === 'chunk' &&
          (chunk.isEntry || first.some((name) => chunk.facadeModuleId?.endsWith(name)))
        )
          visit(file);
      const bytes = [...seen].reduce((total, file) => {
        const chunk = bundle[file];
        return total + (chunk?.type === 'chunk' ? gzipSync(chunk.code).length : 0);
      }, 0);
      if (seen.size < 2) this.error('the script budget has looked at no page');
      const text = `first page: ${(bytes / 1000).toFixed(1)} kB of scripts in ${seen.size} files, gzip; budget ${BUDGET_BYTES / 1000} kB`;
      if (bytes > BUDGET_BYTES) this.error(text);
      this.info(text);
    },
  };
}
