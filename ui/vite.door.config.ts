import { readFile, rm, writeFile } from 'node:fs/promises';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, defineConfig, type InlineConfig, type Plugin } from 'vite';

const PAGE = 'build/index.html';
const STYLE = 'build/door.css';
const PLACE = '<!--door-->';

const common = {
  configFile: false,
  plugins: [svelte()],
  define: { SAMPLE_DATA: JSON.stringify(process.env.VITE_FAKE_IPC === '1') },
  publicDir: false
} satisfies InlineConfig;

/** One module and all it needs, as text. */
async function bundled(input: string, options: InlineConfig = {}): Promise<string> {
  const result = await build({
    ...common,
    ...options,
    logLevel: 'warn',
    build: {
      ...options.build,
      write: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: { input, output: { codeSplitting: false } }
    }
  });
  const [output] = Array.isArray(result) ? result : [result];
  const chunk = 'output' in output ? output.output.find((part) => part.type === 'chunk') : undefined;
  if (chunk?.type !== 'chunk') throw new Error(`${input} gave no script`);
  return chunk.code.trim();
}

/** The unlock screen as it is shown before anything runs. */
async function rendered(): Promise<string> {
  const script = await bundled('src/door-page.ts', { build: { ssr: true }, ssr: { noExternal: true } });
  const module = (await import(`data:text/javascript,${encodeURIComponent(script)}`)) as { page: string };
  return module.page;
}

/** Writes into the page what its first paint is made of: one answer of the shell, and no waiting for a script. */
const insidePage: Plugin = {
  name: 'inside-page',
  async closeBundle() {
    const page = await readFile(PAGE, 'utf8');
    if (!page.includes(PLACE)) throw new Error(`${PAGE} keeps no place for the door (${PLACE})`);
    const style = await readFile(STYLE, 'utf8');
    const [screen, script] = await Promise.all([rendered(), bundled('src/door-asleep.ts')]);
    // Each of these would end the element that it stands in, or keep it from ending.
    if (/<\/?script/i.test(script) || /<\/style/i.test(style) || /<\/template/i.test(screen)) {
      throw new Error('the door cannot stand inside a page');
    }
    const door =
      `<style>${style.trim()}</style><template class="door-built">${screen}</template>` +
      `<script type="module">${script}</script>`;
    await writeFile(PAGE, page.replace(PLACE, () => door));
    await rm(STYLE);
  }
};

// The door (src/door.ts) beside the one page that `vite build` has left in build/, and its first screen inside that page.
// Its fonts take the names that the app's have, so that the same bytes lie there once.
export default defineConfig({
  ...common,
  plugins: [...common.plugins, insidePage],
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
