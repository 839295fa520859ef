/** Registers a terminal that pushes to the cloud: approves one that has called, or one by its serial number. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, newIdempotencyKey, useSettings } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { TextField } from '../ui/text-field.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './form.module.css';
import { guardDraft, mistakesOf, type PushDraft, type PushMistake, registrationOf } from './push-form.ts';
import { type PushTerminal, pushQuery, type Terminal, terminalsChanged } from './queries.ts';
import { terminalName } from './terminal-state.ts';
import { ZonePicker } from './zone-picker.tsx';

/** What the dialog begins with. */
export interface RegisterDialogProps {
  /** Of a terminal that has called, or whose guard is changed; without it, the serial number is typed. */
  serial?: string | undefined;
  /** Where it has called from. */
  address?: string | undefined;
  name?: string | undefined;
  zone?: string | undefined;
  /** Of one that is registered already: what guards it, which is replaced. */
  before?: PushTerminal | undefined;
  onClose: () => void;
}

function useMistakeTexts(): (mistakes: readonly PushMistake[]) => {
  serial?: string;
  networks?: string;
  commKey?: string;
} {
  const { t } = useLingui();
  return (mistakes) => {
    const has = (one: PushMistake) => mistakes.includes(one);
    return {
      ...(has('serial')
        ? { serial: t`As on its label: up to 32 letters, digits, dots, colons, hyphens or underscores.` }
        : {}),
      ...(has('networks-missing') ? { networks: t`Say at least one address or network.` } : {}),
      ...(has('networks-form')
        ? { networks: t`Write addresses like 203.0.113.7 or networks like 203.0.113.0/24.` }
        : {}),
      ...(has('networks-many') ? { networks: t`At most 20 networks fit.` } : {}),
      ...(has('key-form') ? { commKey: t`Use 8 to 64 letters, digits or signs, without blanks.` } : {}),
      ...(has('key-is-serial') ? { commKey: t`The serial number is no secret. Use another key.` } : {}),
    };
  };
}

/** The form for one that is registered: it begins with what guards it now. */
export function GuardDialog({ terminal, onClose }: { terminal: Terminal; onClose: () => void }) {
  const { serial, name, zone } = terminal;
  const { data, error, refetch } = useQuery(pushQuery(serial));
  if (data !== undefined)
    return <RegisterDialog serial={serial} name={name} zone={zone} before={data} onClose={onClose} />;
  return (
    <Dialog isOpen onClose={onClose} title={<Trans>What guards {terminalName(terminal)}</Trans>}>
      {error === null ? (
        <Loading>
          <Skeleton kind="row" lines={4} />
        </Loading>
      ) : (
        <ProblemNote error={error} onRetry={() => void refetch()} />
      )}
    </Dialog>
  );
}

/** The form. */
export function RegisterDialog({ serial, address, name = '', zone, before, onClose }: RegisterDialogProps) {
  const isKnown = before !== undefined;
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { zone: ownZone } = useSettings();
  const textsOf = useMistakeTexts();
  const [draft, setDraft] = useState<PushDraft>({
    serial: serial ?? '',
    name,
    zone: zone ?? null,
    guard: 'networks',
    networks: address ?? '',
    commKey: '',
    ...(before === undefined ? {} : guardDraft(before)),
  });
  const [isTried, setTried] = useState(false);
  const set = (change: Partial<PushDraft>) => setDraft((typed) => ({ ...typed, ...change }));
  const register = useMutation({
    mutationFn: (idempotencyKey: string) =>
      api.registerTerminal({ body: registrationOf(draft) }, { idempotencyKey }),
    onSuccess: async (terminal) => {
      void terminalsChanged(client);
      const called = terminal.name ?? terminal.serial;
      toast({ text: isKnown ? t`${called} is guarded now.` : t`${called} is registered.` });
      onClose();
      if (!isKnown) await navigate({ to: '/terminals/$serial', params: { serial: terminal.serial } });
    },
  });
  const mistakes = isTried ? mistakesOf(draft) : [];
  const texts = textsOf(mistakes);
  const submit = () => {
    setTried(true);
    if (mistakesOf(draft).length === 0) register.mutate(newIdempotencyKey());
  };
  const isApproval = serial !== undefined && !isKnown;
  return (
    <FormDialog
      title={
        isKnown ? (
          <Trans>What guards {name === '' ? serial : name}</Trans>
        ) : isApproval ? (
          <Trans>Approve {serial}</Trans>
        ) : (
          <Trans>Register a push terminal</Trans>
        )
      }
      onClose={onClose}
      onSubmit={submit}
      isPending={register.isPending}
      saveLabel={
        isApproval ? <Trans>Approve</Trans> : isKnown ? <Trans>Save</Trans> : <Trans>Register</Trans>
      }
      note={register.isError && <ProblemNote error={register.error} />}
    >
      {isApproval && (
        <p className={styles.lead}>
          {address === undefined ? (
            <Trans>
              It calls from another network than your terminals do. Approve it only if the serial number is on
              the label of a terminal of yours.
            </Trans>
          ) : (
            <Trans>It calls from {address}. From now on what it sends is stored.</Trans>
          )}
        </p>
      )}
      {serial === undefined && (
        <TextField
          label={t`Serial number`}
          value={draft.serial}
          onChange={(text) => set({ serial: text })}
          description={t`On the label of the terminal, and in its menu under system information.`}
          error={texts.serial}
          maxLength={32}
          autoComplete="off"
          isRequired
          autoFocus
        />
      )}
      {!isKnown && (
        <div className={styles.pair}>
          <TextField
            label={t`Name`}
            value={draft.name}
            onChange={(text) => set({ name: text })}
            description={t`What people call it, such as the place where it hangs.`}
            maxLength={100}
            autoComplete="off"
            autoFocus={serial !== undefined}
          />
          <ZonePicker
            label={t`Zone of its clock`}
            placeholder={ownZone}
            description={t`Only where it differs from that of the organisation.`}
            value={draft.zone}
            onChange={(next) => set({ zone: next })}
          />
        </div>
      )}
      <RadioGroup
        label={t`What tells it from others`}
        value={draft.guard}
        onChange={(guard) => set({ guard })}
        items={[
          {
            id: 'networks',
            label: t`The address it calls from`,
            description: t`Enough where it stands behind an address of your own.`,
          },
          {
            id: 'key',
            label: t`A communication key`,
            description: t`Entered in its menu too. Not every firmware sends one.`,
          },
          { id: 'both', label: t`Both` },
          {
            id: 'open',
            label: t`Nothing but the serial number`,
            description: t`Anybody who knows the number can send punches in its name.`,
          },
        ]}
      />
      {(draft.guard === 'networks' || draft.guard === 'both') && (
        <TextField
          label={t`Expected addresses`}
          value={draft.networks}
          onChange={(text) => set({ networks: text })}
          description={t`Public addresses or networks, such as 203.0.113.0/24, with commas between.`}
          error={texts.networks}
          autoComplete="off"
          isRequired
        />
      )}
      {(draft.guard === 'key' || draft.guard === 'both') && (
        <TextField
          label={t`Communication key`}
          value={draft.commKey}
          onChange={(text) => set({ commKey: text })}
          description={
            before?.commKey === true
              ? t`Enter the key of now again, or a new one: it is kept as a hash, and cannot be shown.`
              : t`Kept as a hash: it cannot be shown again.`
          }
          error={texts.commKey}
          maxLength={64}
          autoComplete="off"
          isRequired
        />
      )}
    </FormDialog>
  );
}
