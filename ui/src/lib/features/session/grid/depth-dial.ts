// The positions a device's depth dial has, and where a step may lead.

/** Micrometres. `topUm` is the clinic's ceiling or the device's own end, whichever is lower. */
export interface DepthDial {
  readonly stepUm: number;
  readonly lowestUm: number;
  readonly topUm: number;
}

export type DialMove =
  | { readonly kind: 'at'; readonly depthUm: number }
  | { readonly kind: 'stopped'; readonly at: 'top' | 'lowest'; readonly wantedUm: number };

/** The next position up or down. A depth between two positions goes to the nearer one in that direction. */
export function turn(dial: DepthDial, depthUm: number, way: 1 | -1): DialMove {
  const offset = depthUm - dial.lowestUm;
  const notch = way > 0 ? Math.floor(offset / dial.stepUm) + 1 : Math.ceil(offset / dial.stepUm) - 1;
  const wantedUm = dial.lowestUm + notch * dial.stepUm;
  if (wantedUm > dial.topUm) return { kind: 'stopped', at: 'top', wantedUm };
  if (wantedUm < dial.lowestUm) return { kind: 'stopped', at: 'lowest', wantedUm };
  return { kind: 'at', depthUm: wantedUm };
}
