export type PhotoSize = 'original' | 'preview' | 'thumbnail';

/** Where the shell answers with a picture out of memory: its own scheme, which Windows writes as a host. */
const BASE = typeof location !== 'undefined' && location.protocol === 'tauri:' ? 'photo://localhost' : 'http://photo.localhost';

/** A photo whose picture changed (somebody was covered) gets another mark, so that the page asks again. */
export const photoAddress = (id: string, size: PhotoSize, mark = 0): string => `${BASE}/${id}/${size}?${mark}`;
