import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { precompress } from './build/precompress.ts';
import { scriptBudget } from './build/script-budget.ts';

/** The server that answers /api while the web is being worked on. */
const api = process.env.SAUDA_API ?? 'http://localhost:4170';

export default defineConfig({
  plugins: [react(), scriptBudget(), precompress()],
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
