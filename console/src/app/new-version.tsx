/** Notices that a newer console has been put on the server, and offers it: what somebody is typing is never thrown away. @module */

import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import styles from './new-version.module.css';

const lookMilliseconds = 600_000;

async function readVersion({ signal }: { signal: AbortSignal }): Promise<string> {
  const response = await fetch('/version.json', { signal, cache: 'no-cache' });
  if (!response.ok) throw new Error(`version.json: ${response.status}`);
  return response.text();
}

/** A line over the page when the version of the server is not the one of when the page was opened. */
export function NewVersion() {
  const { data } = useQuery({
    queryKey: ['version'],
    queryFn: readVersion,
    refetchInterval: lookMilliseconds,
  });
  const [first, setFirst] = useState<string>();
  if (data !== undefined && first === undefined) setFirst(data);
  if (data === undefined || first === undefined || data === first) return null;
  return (
    <div className={styles.line} role="status">
      <Trans>A new version of the console is there.</Trans>
      <Button size="small" onPress={() => location.reload()}>
        <Trans>Load it</Trans>
      </Button>
    </div>
  );
}
