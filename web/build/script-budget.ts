import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Scripts of a page, compressed. A phone at a border post loads them before it shows anything. */
const BUDGET_BYTES = 200_000;
/** The front page, and the cart that a shop's page without script leads to. */
const pages = ['pages/overview/overview-page.tsx', 'pages/shop/cart-page.tsx'];

/** Fails the build when the scripts that one of these pages starts with outgrow the budget; map and charts are left out. */
export function scriptBudget(): Plugin {
  return {
    name: 'sauda-script-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const weigh = (page: string): { bytes: number; files: number; found: boolean } => {
        const seen = new Set<string>();
        let found = false;
        const visit = (file: string): void => {
          const chunk = bundle[file];
          if (seen.has(file) || chunk?.type !== 'chunk') return;
          seen.add(file);
          chunk.imports.forEach(visit);
        };
        for (const [file, chunk] of Object.entries(bundle)) {
          if (chunk.type !== 'chunk') continue;
          const isPage = chunk.facadeModuleId?.endsWith(page) ?? false;
          found ||= isPage;
          if (isPage || chunk.isEntry || chunk.facadeModuleId?.endsWith('src/main.tsx')) visit(file);
        }
        const bytes = [...seen].reduce((total, file) => {
          const chunk = bundle[file];
          return total + (chunk?.type === 'chunk' ? gzipSync(chunk.code).length : 0);
        }, 0);
        return { bytes, files: seen.size, found };
      };
      for (const page of pages) {
        const { bytes, files, found } = weigh(page);
        if (!found) this.error(`the script budget has not found ${page}`);
        const text = `${page}: ${(bytes / 1000).toFixed(1)} kB of scripts in ${files} files, gzip; budget ${BUDGET_BYTES / 1000} kB`;
        if (bytes > BUDGET_BYTES) this.error(text);
        this.info(text);
      }
    },
  };
}
