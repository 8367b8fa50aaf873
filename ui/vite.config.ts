import { readFileSync } from 'node:fs';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { svelteTesting } from '@testing-library/svelte/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// Builds and tests compile the messages first (`npm run messages`); only the development server watches them.
const watchesMessages = process.env.VITEST === undefined && process.argv.includes('dev');

/** The PDF worker asks for its decoders of scanned pages by name, so they keep theirs. */
function pdfDecoders(): Plugin {
  const folder = new URL('./node_modules/pdfjs-dist/wasm/', import.meta.url);
  return {
    name: 'pdf-decoders',
    generateBundle() {
      if (this.environment.name !== 'client') return;
      for (const name of ['jbig2_nowasm_fallback.js', 'openjpeg_nowasm_fallback.js']) {
        this.emitFile({ type: 'asset', fileName: `pdf-decoders/${name}`, source: readFileSync(new URL(name, folder)) });
      }
    }
  };
}

export default defineConfig({
  plugins: [
    pdfDecoders(),
    watchesMessages && paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      strategy: ['globalVariable', 'baseLocale'],
      outputStructure: 'locale-modules',
      emitReadme: false,
      disableAsyncLocalStorage: true
    }),
    sveltekit({
      // Not strict: only "/" is written as a page. The shell answers every other path with it, and the router takes over.
      adapter: adapter({ pages: 'build', strict: false }),
      paths: { relative: false },
      prerender: { entries: ['/'], crawl: false },
      // No version polling: the app and its pages arrive and leave together.
      version: { name: 'needlebook', pollInterval: 0 }
    }),
    svelteTesting()
  ],
  // Fonts of the PDF viewer, of a kind that is not known as an asset.
  assetsInclude: ['**/*.pfb'],
  // A constant, so that sample data leaves no trace in a real build.
  define: { SAMPLE_DATA: JSON.stringify(process.env.VITE_FAKE_IPC === '1') },
  build: { target: 'es2022', assetsInlineLimit: 0 },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/test/setup.ts']
  }
});
