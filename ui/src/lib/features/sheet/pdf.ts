// Draws a PDF page by page from the very bytes that are printed. The library is large, so it comes only when a document is shown.
import { bytesOf } from '#lib/ipc/base64.ts';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

export interface ShownPage {
  readonly number: number;
  /** In CSS pixels at a scale of 1. */
  readonly width: number;
  readonly height: number;
  draw(canvas: HTMLCanvasElement, cssWidth: number): Promise<void>;
}

export interface ShownDocument {
  readonly pages: readonly ShownPage[];
  close(): void;
}

type Load = () => Promise<string>;

/**
 * The fonts that every reader is expected to have; a letter from elsewhere may name them without bringing them. The library
 * asks for Liberation Sans in Helvetica's place; Arimo has the same widths under a free licence.
 */
const STANDARD_FONTS = import.meta.glob<string>('/node_modules/pdfjs-dist/standard_fonts/*.pfb', { query: '?inline', import: 'default' });
const SANS: Record<string, Load> = {
  'LiberationSans-Regular.ttf': async () => (await import('@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf?inline')).default,
  'LiberationSans-Bold.ttf': async () => (await import('@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf?inline')).default,
  'LiberationSans-Italic.ttf': async () => (await import('@expo-google-fonts/arimo/400Regular_Italic/Arimo_400Regular_Italic.ttf?inline')).default,
  'LiberationSans-BoldItalic.ttf': async () => (await import('@expo-google-fonts/arimo/700Bold_Italic/Arimo_700Bold_Italic.ttf?inline')).default
};

/** Where the build puts the decoders of scanned pages (vite.config.ts). */
const DECODERS = '/pdf-decoders/';

/** Hands out what comes with the program, under the name that the library asks by. The window may ask no network. */
class OwnData {
  readonly fetch = async ({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> => {
    const load: Load | undefined = SANS[filename] ?? STANDARD_FONTS[`/node_modules/pdfjs-dist/standard_fonts/${filename}`];
    if (kind !== 'standardFontDataUrl' || load === undefined) throw new Error(`${kind} is not part of the program`);
    return bytesOf((await load()).replace(/^[^,]*,/, ''));
  };
}

export async function showPdf(base64: string): Promise<ShownDocument> {
  const pdf = await import('pdfjs-dist/legacy/build/pdf.mjs');
  pdf.GlobalWorkerOptions.workerSrc = workerUrl;
  // Glyphs are drawn as paths: what is seen is what the file holds, with no font of this computer in between.
  const task = pdf.getDocument({
    data: bytesOf(base64),
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    BinaryDataFactory: OwnData,
    // The window runs no WebAssembly: pages of scanners are unpacked by the same decoders as plain script.
    useWasm: false,
    wasmUrl: new URL(DECODERS, window.location.href).href
  });
  const document = await task.promise;
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_, index): Promise<ShownPage> => {
      const page = await document.getPage(index + 1);
      const { width, height } = page.getViewport({ scale: 1 });
      return {
        number: index + 1,
        width,
        height,
        async draw(canvas, cssWidth) {
          const viewport = page.getViewport({ scale: (cssWidth / width) * Math.max(1, window.devicePixelRatio) });
          canvas.width = Math.round(viewport.width);
          canvas.height = Math.round(viewport.height);
          await page.render({ canvas, viewport }).promise;
        },
      };
    }),
  );
  return { pages, close: () => void task.destroy() };
}
