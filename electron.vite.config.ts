// Owns: how the four programs are bundled: shell, engine and practice service (Node), preload (sandboxed), page.
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** Node of the oldest Electron that runs the shell (the fallback, Electron 33). */
const NODE_TARGET = 'node20.18';
const PAGE_TARGET = 'chrome130';
/** Native modules: loaded from node_modules, never bundled. */
const NATIVE = ['better-sqlite3', 'keytar'];

export default defineConfig({
  main: {
    build: {
      target: NODE_TARGET,
      outDir: 'out/main',
      emptyOutDir: true,
      sourcemap: false,
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron', ...NATIVE],
        input: {
          shell: resolve('src-main/shell/index.ts'),
          engine: resolve('src-main/engine/main.ts'),
          sandbox: resolve('src-sandbox/main.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
      },
    },
  },
  preload: {
    build: {
      target: NODE_TARGET,
      outDir: 'out/preload',
      emptyOutDir: true,
      sourcemap: false,
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron'],
        input: { index: resolve('src-preload/index.ts') },
        // A sandboxed preload must be one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    base: './',
    plugins: [react()],
    // The strict CSP has connect-src 'none': no fetch, so no preload polyfill either.
    build: {
      target: PAGE_TARGET,
      minify: true,
      outDir: resolve('out/renderer'),
      emptyOutDir: true,
      sourcemap: false,
      modulePreload: { polyfill: false },
      // Fonts and pictures stay files: the CSP's font-src is 'self' and knows no data: addresses.
      assetsInlineLimit: 0,
      rollupOptions: { input: resolve('src-renderer/index.html') },
    },
    server: { host: '127.0.0.1', strictPort: false },
  },
});
