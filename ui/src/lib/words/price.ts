import type { MyClinic } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

/** What to say of a price that a slipped key may have made; never a refusal (rules C11 and C12). */
export function unusualPrice(price: number | null, { usual_price: usual, currency }: Pick<MyClinic, 'usual_price' | 'currency'>): string | undefined {
  if (price === null) return undefined;
  if (usual.from !== null && price < usual.from) return m.price_low({ from: usual.from, currency });
  if (usual.to !== null && price > usual.to) return m.price_high({ to: usual.to, currency });
  return undefined;
}
