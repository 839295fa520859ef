/** Downloads the details of users from a terminal: which, what of them, from when, under which duty roster. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, newIdempotencyKey, watchWork } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { DialogProps } from '../ui/dialogs.ts';
import { DownloadProgress } from './download-progress.tsx';
import { isNew } from './download-rows.ts';
import { type DownloadTerms, firstTerms, TermsFields, termsOf } from './download-terms.tsx';
import styles from './form.module.css';
import { TerminalPicker } from './pickers.tsx';
import { TerminalUsers, useDownloadRows } from './terminal-users.tsx';

/** Most users that one download can name. */
const mostUsers = 500;

/** @param serial - the terminal, where it is clear @param userIds - who is chosen at the beginning @param id - a download of them that was begun */
export function DownloadUserDialog({
  serial: firstSerial,
  userIds,
  id,
  onClose,
}: DialogProps['downloadUser'] & { onClose(): void }) {
  const { t } = useLingui();
  const [serial, setSerial] = useState(firstSerial ?? '');
  const [chosen, setChosen] = useState<ReadonlySet<string> | undefined>(
    userIds === undefined ? undefined : new Set(userIds),
  );
  const [terms, setTerms] = useState<DownloadTerms>(firstTerms);
  const list = useDownloadRows(serial, userIds ?? []);
  // Until somebody chooses, those are meant who need their details.
  const selected = chosen ?? new Set(list.rows.filter(isNew).map(({ id }) => id));
  const start = useMutation({
    mutationFn: ({ userIds, idempotencyKey }: { userIds: string[]; idempotencyKey: string }) =>
      api.startUserDownload({ body: { terminal: serial, userIds, ...termsOf(terms) } }, { idempotencyKey }),
    onSuccess: ({ id }, { userIds }) => watchWork({ kind: 'userDownload', id, userIds }),
  });
  const number = selected.size;
  const whyNot =
    serial === ''
      ? t`Choose a terminal first.`
      : number === 0
        ? t`Choose at least one user.`
        : number > mostUsers
          ? t`At most ${mostUsers} users can be downloaded at once.`
          : terms.issued === 'date' && terms.issuedOn === null
            ? t`Choose the issuance date.`
            : terms.fields.length === 0
              ? t`Choose what is taken.`
              : undefined;

  if (id !== undefined) {
    return <DownloadProgress downloadId={id} userIds={userIds ?? []} onClose={onClose} />;
  }
  if (start.data) {
    // Not those who are selected now: whoever has got the details is not new any more.
    return (
      <DownloadProgress downloadId={start.data.id} userIds={start.variables.userIds} onClose={onClose} />
    );
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="wide"
      title={<Trans>Download user</Trans>}
      footer={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            isDisabled={whyNot !== undefined}
            why={whyNot}
            isPending={start.isPending}
            onPress={() => start.mutate({ userIds: [...selected], idempotencyKey: newIdempotencyKey() })}
          >
            {number === 0 ? (
              <Trans>Download user</Trans>
            ) : (
              <Plural value={number} one="Download # user" other="Download # users" />
            )}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <div className={styles.pair}>
          <TerminalPicker
            label={t`Terminal`}
            placeholder={t`Choose a terminal`}
            value={serial}
            onChange={(next) => {
              setSerial(next);
              if (userIds === undefined) setChosen(undefined);
            }}
          />
        </div>
        {serial !== '' && (
          <TerminalUsers serial={serial} list={list} selected={selected} onSelect={setChosen} />
        )}
        <TermsFields terms={terms} onChange={setTerms} />
        {start.isError && <ProblemNote error={start.error} />}
      </div>
    </Dialog>
  );
}
