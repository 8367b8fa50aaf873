// What a zone is on screen: an id of the depth table plus the patient's own side.

export type ZoneId =
  | 'forehead'
  | 'glabella'
  | 'temples'
  | 'periorbital'
  | 'nose'
  | 'cheekbone'
  | 'cheeks'
  | 'perioral'
  | 'chin'
  | 'jawline'
  | 'neck'
  | 'decolletage'
  | 'scalp'
  | 'abdomen'
  | 'flanks'
  | 'back'
  | 'thighs'
  | 'buttocks'
  | 'arms'
  | 'hands'
  | 'knees';

/** Always the patient's own side, never the reader's. */
export type Side = 'right' | 'left' | 'none';

/** One zone on one side, as text, so that it can key a map or an element. */
export type ZoneKey = `${ZoneId}:${Side}`;

export interface ZoneRef {
  readonly zone: ZoneId;
  readonly side: Side;
}

export interface MapZone extends ZoneRef {
  readonly outline: string;
  readonly text: { readonly x: number; readonly y: number; readonly size: number };
}

export function zoneKey(ref: ZoneRef): ZoneKey {
  return `${ref.zone}:${ref.side}`;
}

export function zoneOf(key: ZoneKey): ZoneRef {
  const [zone, side] = key.split(':') as [ZoneId, Side];
  return { zone, side };
}
