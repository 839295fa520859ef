/** The place of a table that is being loaded. @module */

import { Loading, Skeleton } from '../ui/skeleton.tsx';

/** Rows to come. */
export function TableLoading() {
  return (
    <Loading>
      <Skeleton lines={6} kind="row" />
    </Loading>
  );
}
