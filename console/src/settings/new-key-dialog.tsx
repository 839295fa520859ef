/** Creates an API key, and shows it once. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role } from '#shared/contract/access.ts';
import type { ScopeName } from '#shared/contract/scopes.ts';
import { dayNumber } from '#shared/time/calendar.ts';
import { daySeconds, instantOf } from '#shared/time/clock-text.ts';
import { type Instant, type LocalDate, parseLocalDate } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';
import { api, newIdempotencyKey, useSettings } from '../api/index.ts';
import { roleLooks } from '../day/looks.ts';
import { useToday } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { DateField } from '../ui/date-field.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './fields.module.css';
import { ScopeFields } from './scope-fields.tsx';
import { ShownKeyDialog } from './shown-key-dialog.tsx';

const roles = ['integration', 'viewer', 'hr', 'admin'] as const satisfies readonly Role[];

/** Creates an API key; afterwards it shows the key until it is closed. */
export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: ({ body, press }: { body: NewKey; press: string }) =>
      api.createApiKey({ body }, { idempotencyKey: press }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['listApiKeys'] }),
    // The answer holds the secret: it is not kept longer than it is shown.
    gcTime: 0,
  });
  if (create.data) {
    return (
      <ShownKeyDialog title={<Trans>Key created</Trans>} value={create.data.key} onClose={onClose}>
        <Trans>Copy it to where it is needed. A lost key is deleted and replaced by a new one.</Trans>
      </ShownKeyDialog>
    );
  }
  return (
    <NewKeyForm
      isPending={create.isPending}
      error={create.error}
      onCreate={(body) => create.mutate({ body, press: newIdempotencyKey() })}
      onClose={onClose}
    />
  );
}

type NewKey = Parameters<typeof api.createApiKey>[0]['body'];

function NewKeyForm({
  isPending,
  error,
  onCreate,
  onClose,
}: {
  isPending: boolean;
  error: unknown;
  onCreate: (body: NewKey) => void;
  onClose: () => void;
}) {
  const { t, i18n } = useLingui();
  const { zone } = useSettings();
  const today = useToday();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('integration');
  const [scopes, setScopes] = useState<ScopeName[]>([]);
  const [lastDay, setLastDay] = useState<string | null>(null);
  const until = lastDay === null ? null : parseLocalDate(lastDay);
  const does: Record<Role, string> = {
    integration: t`What its scopes say, and nothing else.`,
    viewer: t`Reads all but keys, audit and pending serials.`,
    hr: t`Corrects, downloads, edits users and plans, exports.`,
    admin: t`Everything, also locks, settings and keys.`,
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={<Trans>Create an API key</Trans>}
      footer={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            isPending={isPending}
            isDisabled={name.trim() === ''}
            why={t`Give it a name first.`}
            onPress={() =>
              onCreate({
                name: name.trim(),
                role,
                ...(role === 'integration' ? { scopes } : {}),
                ...(until === null ? {} : { expiresAt: endOf(until, zone) }),
              })
            }
          >
            <Trans>Create</Trans>
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <TextField
          label={t`Name`}
          description={t`What uses it, so that it can be told from the others.`}
          autoFocus
          isRequired
          maxLength={100}
          value={name}
          onChange={setName}
        />
        <Select
          label={t`Role`}
          description={does[role]}
          items={roles.map((id) => ({ id, label: i18n._(roleLooks[id].word), description: does[id] }))}
          value={role}
          onChange={setRole}
        />
        {role === 'integration' && <ScopeFields value={scopes} onChange={setScopes} />}
        <DateField
          label={t`Works until`}
          description={t`The end of this day. Without one, it works until it is deleted.`}
          min={today}
          value={lastDay}
          onChange={setLastDay}
        />
        {error !== null && <ProblemNote error={error} />}
      </div>
    </Dialog>
  );
}

/** The end of a day on the clocks of a zone. */
function endOf(date: LocalDate, zone: string): Instant {
  return instantOf(zoneNamed(zone).toEpoch((dayNumber(date) + 1) * daySeconds));
}
