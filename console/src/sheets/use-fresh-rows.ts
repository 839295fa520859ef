/** Shows rows that were computed just now in the matrix, and marks them for a moment. @module */

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { freshRows } from '../entries/enter.ts';
import { textOfDay } from './address.ts';
import { showRows } from './matrix/matrix-pages.ts';

const flashMilliseconds = 1_000;

/** @param flash - told the days that have changed, `userId:date`, and `undefined` when the moment is over */
export function useFreshRows(flash: (days: ReadonlySet<string> | undefined) => void): void {
  const client = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = freshRows.subscribe(() => {
      const rows = freshRows.get();
      showRows(client, rows);
      flash(new Set(rows.map(textOfDay)));
      clearTimeout(timer);
      timer = setTimeout(() => flash(undefined), flashMilliseconds);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [client, flash]);
}
