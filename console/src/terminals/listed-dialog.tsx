/** Adds a terminal to those that a bridge is told to read from here, or edits one. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BridgeId } from '#shared/contract/ids.ts';
import { api } from '../api/index.ts';
import { useMergedForm } from '../day/use-merged-form.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Banner } from '../ui/banner.tsx';
import { Conflicts } from '../ui/conflicts.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { toast } from '../ui/toasts.tsx';
import { bridgeTerminalsQuery, type ListedTerminal } from './bridge-queries.ts';
import { AdvancedFields } from './listed-advanced.tsx';
import { AddressFields, type FieldsProps, KeyFields, NameFields } from './listed-fields.tsx';
import { addressOf, type ListedDraft, listedDraft, listWith, mistakesOf } from './listed-form.ts';
import type { ReadList } from './use-listed.ts';
import { useListedWords } from './use-listed-words.ts';

/**
 * The form. What somebody else has changed in the list meanwhile stands, unless it is the same: then there is a choice.
 * @param opened - the list as it is shown
 * @param terminal - the one that is edited; without it, one is added
 * @param begun - what is known of the one that is added
 */
export function ListedDialog({
  bridgeId,
  opened,
  terminal,
  begun = {},
  onClose,
}: {
  bridgeId: BridgeId;
  opened: ReadList;
  terminal: ListedTerminal | undefined;
  begun?: Partial<ListedDraft>;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const wordsOf = useListedWords();
  const [isTried, setTried] = useState(false);
  const query = bridgeTerminalsQuery(bridgeId);
  const entryOf = ({ body: { terminals } }: ReadList) =>
    terminal && terminals.find((one) => addressOf(one) === addressOf(terminal));
  const mistakesIn = (draft: ListedDraft, read: ReadList) => {
    const entry = entryOf(read);
    return mistakesOf(
      draft,
      read.body.terminals.filter((one) => one !== entry),
    );
  };
  const form = useMergedForm<ReadList, ListedDraft>({
    opened,
    begun,
    newest: () => client.fetchQuery({ ...query, staleTime: 0 }),
    formOf: (read) => listedDraft(entryOf(read) ?? terminal),
    fits: (draft, read) =>
      (terminal === undefined || entryOf(read) !== undefined) && mistakesIn(draft, read).length === 0,
    send: async (draft, read) => {
      const answer = await api.setBridgeTerminals.answer({
        params: { bridgeId },
        body: { terminals: listWith(draft, read.body.terminals, entryOf(read)) },
        ifMatch: read.etag ?? '',
      });
      client.setQueryData(query.queryKey, answer);
    },
    onSaved: () => {
      toast({ text: t`Saved. The bridge takes it over with its next report.` });
      onClose();
    },
  });
  const { value: draft, read } = form;
  const before = entryOf(read);
  const found = mistakesIn(draft, read);
  const fields: FieldsProps = { draft, set: form.set, mistakes: isTried ? found : [] };
  const submit = () => {
    setTried(true);
    if (found.length > 0) return;
    if (form.isDirty) form.save();
    else onClose();
  };
  return (
    <FormDialog
      title={
        terminal === undefined ? (
          <Trans>Add a terminal</Trans>
        ) : (
          <Trans>Edit {terminal.name ?? terminal.host}</Trans>
        )
      }
      onClose={onClose}
      onSubmit={submit}
      isPending={form.isPending}
      isDisabled={form.conflicts.length > 0}
      why={t`Choose first which is to stand.`}
      note={
        <>
          <Conflicts form={form} wordsOf={wordsOf} />
          {terminal !== undefined && before === undefined && (
            <Banner
              tone="warning"
              isAnswer
              title={<Trans>Somebody else has removed it from the list, or changed its address</Trans>}
            >
              <Trans>Nothing is saved yet. Saved, it is in the list again as it stands here.</Trans>
            </Banner>
          )}
          {form.error !== null && <ProblemNote error={form.error} onReload={form.reload} />}
        </>
      }
    >
      <AddressFields {...fields} />
      <NameFields {...fields} />
      <KeyFields {...fields} before={before} takesCommKeys={read.body.takesCommKeys} />
      <AdvancedFields draft={draft} set={form.set} />
    </FormDialog>
  );
}
