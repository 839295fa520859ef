/** Writes users to terminals: which, and what of them. Nothing is deleted there. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SentField } from '#shared/contract/downloads.ts';
import { api, newIdempotencyKey, watchWork } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { CheckboxGroup } from '../ui/checkbox.tsx';
import { Dialog } from '../ui/dialog.tsx';
import styles from './form.module.css';
import { terminalsQuery } from './queries.ts';
import { SendProgress } from './send-progress.tsx';

const mostUsers = 500;

/** @param userIds - who is written */
export function SendDialog({ userIds, onClose }: { userIds: readonly string[]; onClose: () => void }) {
  const { t } = useLingui();
  const { data: terminals = [] } = useQuery(terminalsQuery);
  const [serials, setSerials] = useState<string[]>([]);
  const [fields, setFields] = useState<SentField[]>(['name', 'card']);
  const send = useMutation({
    mutationFn: (idempotencyKey: string) =>
      api.startUserUpload(
        { body: { terminals: serials, userIds: [...userIds], fields } },
        { idempotencyKey },
      ),
    onSuccess: ({ id }) => watchWork({ kind: 'userUpload', id }),
  });
  if (send.data) return <SendProgress id={send.data.id} onClose={onClose} />;
  const number = userIds.length;
  const whyNot =
    number > mostUsers
      ? t`At most ${mostUsers} users can be sent at once.`
      : serials.length === 0
        ? t`Choose at least one terminal.`
        : fields.length === 0
          ? t`Choose what is written.`
          : undefined;
  const active = terminals.filter(({ state }) => state === 'active');
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={<Plural value={number} one="Send # user to terminals" other="Send # users to terminals" />}
      footer={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            isDisabled={whyNot !== undefined}
            why={whyNot}
            isPending={send.isPending}
            onPress={() => send.mutate(newIdempotencyKey())}
          >
            <Trans>Send</Trans>
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <CheckboxGroup
          label={t`Terminals`}
          items={active.map(({ serial, name }) => ({
            id: serial as string,
            label: name ?? serial,
            description: name === undefined ? undefined : serial,
          }))}
          value={serials}
          onChange={setSerials}
        />
        <CheckboxGroup
          label={t`What is written`}
          description={t`Where the user has it. Nothing is deleted at the terminals, and fingers and faces stay as they are.`}
          orientation="horizontal"
          items={[
            { id: 'name', label: t`Name` },
            { id: 'card', label: t`Card number` },
            { id: 'privilege', label: t`Privilege` },
          ]}
          value={fields}
          onChange={setFields}
        />
        {send.isError && <ProblemNote error={send.error} />}
      </div>
    </Dialog>
  );
}
