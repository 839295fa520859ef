/** Says how many days of a kind are open. @module */

import { Plural } from '@lingui/react/macro';

/** How many of something are open, as a line. */
export function OpenCount({
  count,
  kind,
}: {
  count: number;
  kind: 'pending' | 'missing' | 'to-approve' | 'unapproved';
}) {
  if (kind === 'pending') {
    return <Plural value={count} one="# day is not known yet" other="# days are not known yet" />;
  }
  if (kind === 'missing')
    return <Plural value={count} one="# day misses a time" other="# days miss a time" />;
  if (kind === 'to-approve') {
    return (
      <Plural value={count} one="# day has overtime to approve" other="# days have overtime to approve" />
    );
  }
  return (
    <Plural
      value={count}
      one="# day has an entry that waits for a second person"
      other="# days have entries that wait for a second person"
    />
  );
}
