/** Shows a punch as the API does. @module */

import type { StoredPunch } from '../store/stored-punch.ts';
import type { RightSerials } from './right-serials.ts';

/** A punch as it is stored, and for which terminal it counts where that is another one. */
export function describePunch(stored: StoredPunch, right: RightSerials) {
  const { batchId: _batchId, order: _order, ...punch } = stored;
  const countsAs = right.of(punch.serial);
  return countsAs === punch.serial ? punch : { ...punch, countsAs };
}
