/** Which columns of sums this browser shows. @module */

import { useState } from 'react';
import { type TotalId, totalColumns, usualTotals } from './matrix/columns.ts';

const place = 'rollcall.totals';

function kept(): readonly TotalId[] {
  const text = localStorage.getItem(place);
  if (text === null) return usualTotals;
  const names = text.split(',');
  return totalColumns.flatMap(({ id }) => (names.includes(id) ? [id] : []));
}

/** The columns of sums that are shown, and what chooses others. */
export function useChosenTotals(): [readonly TotalId[], (ids: readonly TotalId[]) => void] {
  const [chosen, setChosen] = useState(kept);
  return [
    chosen,
    (ids) => {
      localStorage.setItem(place, ids.join(','));
      setChosen(ids);
    },
  ];
}
