import { readFile, rm, writeFile } from 'node:fs/promises';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

const PAGE = 'build/index.html';
const SCRIPT = 'build/door.js';
const STYLE = 'build/door.css';
const PLACE = '<!--door-->';

/** Writes script and style into the page itself: what the window waits for is one answer of the shell, not three. */
const insidePage: Plugin = {
  name: 'inside-page',
  async closeBundle() {
    const page = await readFile(PAGE, 'utf8');
    const script = await readFile(SCRIPT, 'utf8');
    const style = await readFile(STYLE, 'utf8');
    if (!page.includes(PLACE)) throw new Error(`${PAGE} keeps no place for the door (${PLACE})`);
    // Each of these would end the element that it stands in, or keep it from ending.
    if (/<\/?script/i.test(script) || /<\/style/i.test(style)) throw new Error('the door cannot stand inside a page');
    const door = `<style>${style.trim()}</style><script type="module">${script.trim()}</script>`;
    await writeFile(PAGE, page.replace(PLACE, () => door));
    await Promise.all([rm(SCRIPT), rm(STYLE)]);
  }
};

// The door (src/door.ts) inside the one page that `vite build` has left in build/.
// Its fonts take the names that the app's have, so that the same bytes lie there once.
export default defineConfig({
  plugins: [svelte(), insidePage],
  define: { SAMPLE_DATA: JSON.stringify(process.env.VITE_FAKE_IPC === '1') },
  publicDir: false,
  build: {
    outDir: 'build',
    emptyOutDir: false,
    target: 'es2022',
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    rollupOptions: {
      input: 'src/door.ts',
      output: {
        entryFileNames: 'door.js',
        codeSplitting: false,
        assetFileNames: (asset) => asset.names.some((name) => name.endsWith('.css'))
          ? 'door.css'
          : '_app/immutable/assets/[name].[hash][extname]'
      }
    }
  }
});
