import type { MapFlag } from './map-flag.ts';
import type { ZoneKey } from './zones.ts';

/** What every map is told: the depths and marks of its zones, and what the person does with them. */
export interface ZoneMapProps {
  /** Micrometres by zone; a zone that is absent was not treated. */
  depths: ReadonlyMap<ZoneKey, number>;
  flags?: ReadonlyMap<ZoneKey, MapFlag>;
  selected?: ZoneKey | null;
  label: string;
  locale: string;
  /** An arrow key went to this zone. */
  onpoint?: (key: ZoneKey) => void;
  /** This zone was pressed with the mouse or a finger. */
  onpick?: (key: ZoneKey) => void;
  /** Enter was pressed on this zone. */
  onenter?: (key: ZoneKey) => void;
}
