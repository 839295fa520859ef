/** The times of a shift as spans from coming to going. Pure. @module */

import type { SheetRow } from '#shared/contract/sheets.ts';
import { columns } from '../../day/columns.ts';

type Slots = SheetRow['slots'];

/** From coming to going again; `null` where that time is missing. */
export interface SlotSpan {
  /** Where the span begins: that of a shift's spans which has it. */
  readonly column: keyof Slots;
  readonly from: Slots[keyof Slots];
  readonly to: Slots[keyof Slots];
}

const comings: readonly (keyof Slots)[] = ['in', 'resume', 'ot'];

/** The spans of a shift by their order. */
export function slotSpans(slots: Slots): SlotSpan[] {
  const spans: SlotSpan[] = [];
  for (const column of columns) {
    const slot = slots[column];
    if (slot === null) continue;
    const open = spans.at(-1);
    if (comings.includes(column)) spans.push({ column, from: slot, to: null });
    else if (open?.to === null) spans.splice(-1, 1, { ...open, to: slot });
    else spans.push({ column, from: null, to: slot });
  }
  return spans;
}
