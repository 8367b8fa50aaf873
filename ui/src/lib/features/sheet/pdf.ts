// Draws a PDF page by page from the very bytes that are printed. The library is large, so it comes only when a document is shown.
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

/** Bytes cross from the shell as base64 text. */
function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

export async function showPdf(base64: string): Promise<ShownDocument> {
  const pdf = await import('pdfjs-dist/legacy/build/pdf.mjs');
  pdf.GlobalWorkerOptions.workerSrc = workerUrl;
  // Glyphs are drawn as paths: what is seen is what the file holds, with no font of this computer in between.
  const task = pdf.getDocument({ data: bytesOf(base64), disableFontFace: true, useSystemFonts: false });
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
