// The hash of the document that the page shows: /patient/<id>/sheet/<session> or /patient/<id>/document/<document>.
const done = arguments[arguments.length - 1];
const [, , , kind, id] = location.pathname.split('/');
const { invoke } = window.__TAURI_INTERNALS__;
const document = kind === 'sheet' ? invoke('get_aftercare_sheet', { session: id }) : Promise.resolve(id);
document
  .then((found) => invoke('get_document_bytes', { id: found }))
  .then((text) => crypto.subtle.digest('SHA-256', Uint8Array.from(atob(text), (one) => one.charCodeAt(0))))
  .then((hash) => [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join(''))
  .then(done, (refusal) => done(`refused: ${JSON.stringify(refusal)}`));
