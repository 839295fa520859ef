/** How a user came to be, in a few words. @module */

import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { terminalLabel } from './pickers.tsx';
import { type ListedUser, terminalsQuery } from './queries.ts';

/** How a user came to be. */
export function OriginText({ origin }: { origin: ListedUser['origin'] }) {
  const { data: terminals } = useQuery(terminalsQuery);
  const place = origin.terminal === undefined ? undefined : terminalLabel(origin.terminal, terminals);
  switch (origin.kind) {
    case 'manual':
      return <Trans>Entered here</Trans>;
    case 'import':
      return <Trans>From a file</Trans>;
    case 'push':
      return place === undefined ? <Trans>Pushed</Trans> : <Trans>Pushed by {place}</Trans>;
    case 'download':
      return place === undefined ? <Trans>From a log</Trans> : <Trans>From the log of {place}</Trans>;
  }
}
