import type { Call } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

/** How somebody on a list may be reached: the number, or that it must not be used (PRACTICE 65). */
export function callWords(call: Call): string {
  switch (call.may) {
    case 'phone':
      return call.number;
    case 'not_by_phone':
      return m.call_not_by_phone();
    case 'no_number':
      return m.call_no_number();
  }
}
