import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** The server that answers /api while the web is being worked on. */
const api = process.env.SAUDA_API ?? 'http://localhost:4170';

/** Writes .br and .gz beside every text file, so that the server never compresses the same bytes twice. */
function precompress(): Plugin {
  return {
    name: 'sauda-precompress',
    apply: 'build',
    writeBundle({ dir }) {
      if (!dir) return;
      for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|json|svg|html)$/.test(name)) continue;
        const path = join(dir, name);
        const content = readFileSync(path);
        const size = {
          [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
          [constants.BROTLI_PARAM_QUALITY]: 10,
        };
        writeFileSync(`${path}.br`, brotliCompressSync(content, { params: size }));
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), precompress()],
  resolve: {
    alias: {
      // The one file that server and web share: it verifies a document without server or network.
      '#verify-file': fileURLToPath(new URL('../src/modules/documents/verify.ts', import.meta.url)),
    },
  },
  server: { proxy: { '/api': api } },
  build: {
    target: 'es2022',
    // Maps of the sources would be larger than the app; the sources are public.
    sourcemap: false,
    chunkSizeWarningLimit: 700,
  },
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
  },
});
