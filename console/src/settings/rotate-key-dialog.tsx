/** Gives an API key a new secret, and shows it once. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiKey } from '#shared/contract/access.ts';
import { api, newIdempotencyKey } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Select } from '../ui/select.tsx';
import styles from './fields.module.css';
import { ShownKeyDialog } from './shown-key-dialog.tsx';

/** How long the secret of before may go on working, in hours; as text, because a choice has one for its id. */
const overlaps = ['0', '1', '24', '72', '168'] as const;
type Overlap = (typeof overlaps)[number];

/** Rotates one key; afterwards it shows the new one until it is closed. */
export function RotateKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const client = useQueryClient();
  const [overlap, setOverlap] = useState<Overlap>('24');
  const { name } = apiKey;
  const rotate = useMutation({
    mutationFn: ({ hours, press }: { hours: number; press: string }) =>
      api.rotateApiKey(
        { params: { keyId: apiKey.id }, body: { overlapHours: hours } },
        { idempotencyKey: press },
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['listApiKeys'] }),
    // The answer holds the secret: it is not kept longer than it is shown.
    gcTime: 0,
  });
  if (rotate.data) {
    const { earlierUntil } = rotate.data.apiKey;
    const until = earlierUntil === undefined ? '' : format.instant(earlierUntil);
    return (
      <ShownKeyDialog title={<Trans>New secret of {name}</Trans>} value={rotate.data.key} onClose={onClose}>
        {earlierUntil === undefined ? (
          <Trans>Copy it to where the key is used. With the one of before nobody gets in any more.</Trans>
        ) : (
          <Trans>Copy it to where the key is used. The one of before works until {until}.</Trans>
        )}
      </ShownKeyDialog>
    );
  }
  const labels: Record<Overlap, string> = {
    '0': t`It ends at once`,
    '1': t`For an hour`,
    '24': t`For a day`,
    '72': t`For three days`,
    '168': t`For a week`,
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={<Trans>Rotate {name}</Trans>}
      footer={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            isPending={rotate.isPending}
            onPress={() => rotate.mutate({ hours: Number(overlap), press: newIdempotencyKey() })}
          >
            <Trans>Make a new secret</Trans>
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <p>
          <Trans>The key gets a new secret, which is shown once. Its name and what it may do stay.</Trans>
        </p>
        <Select
          label={t`The secret of before still works`}
          description={
            overlap === '0'
              ? t`Whatever uses it is refused within a minute, until it is given the new one.`
              : t`Long enough to give the new one to whatever uses it.`
          }
          items={overlaps.map((id) => ({ id, label: labels[id] }))}
          value={overlap}
          onChange={setOverlap}
        />
        {rotate.error !== null && <ProblemNote error={rotate.error} />}
      </div>
    </Dialog>
  );
}
