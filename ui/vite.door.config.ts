import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// The door (src/door.ts) as one script and one style sheet beside the app that `vite build` has left in build/.
// Its fonts take the names that the app's have, so that the same bytes lie there once.
export default defineConfig({
  plugins: [svelte()],
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
