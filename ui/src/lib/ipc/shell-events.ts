import { events, type ImportOutcome } from './bindings.ts';

/** Calls back when the shell locked the store by itself. Returns how to stop listening. */
export function onLocked(forget: () => void): () => void {
  // Sample data has no shell behind it.
  if (SAMPLE_DATA) return () => undefined;
  const stop = events.locked.listen(forget);
  return () => void stop.then((unlisten) => unlisten());
}

/** Calls back when the camera's folder brought photos into the tray. Returns how to stop listening. */
export function onPhotosArrived(look: () => void): () => void {
  if (SAMPLE_DATA) return () => undefined;
  const stop = events.photosArrived.listen(look);
  return () => void stop.then((unlisten) => unlisten());
}

/** Follows a photo import: how far it is, and how one of dropped files ended. Returns how to stop listening. */
export function onPhotoImport(tell: {
  moved: (step: { done: number; total: number }) => void;
  ended: (outcome: ImportOutcome | null) => void;
}): () => void {
  if (SAMPLE_DATA) return () => undefined;
  const stops = [
    events.photoImportMoved.listen(({ payload }) => tell.moved(payload)),
    events.photoImportEnded.listen(({ payload }) => tell.ended(payload.outcome))
  ];
  return () => void Promise.all(stops).then((unlisten) => unlisten.forEach((stop) => stop()));
}
