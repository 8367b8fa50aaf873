export type PhotoSize = 'original' | 'preview' | 'thumbnail';

/** Where the shell answers with a picture out of memory: its own scheme, which Windows writes as a host. */
const BASE = typeof location !== 'undefined' && location.protocol === 'tauri:' ? 'photo://localhost' : 'http://photo.localhost';

/** An id that changes its picture (covered, moved) gets a new mark, so that the page asks again. */
export const photoAddress = (id: string, size: PhotoSize): string => `${BASE}/${id}/${size}`;
