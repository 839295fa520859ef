/** When the bridges of a ring take a release, in words. @module */

import { Plural, Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';

/** When a ring takes a release. @param hours - after the moment of the release; null = it takes none */
export function RingText({ hours }: { hours: number | null }): ReactNode {
  if (hours === null) return <Trans>none by themselves</Trans>;
  return (
    <Plural
      value={hours}
      _0="at once after a release"
      one="# hour after a release"
      other="# hours after a release"
    />
  );
}
