/** Adds a terminal to those that a bridge is told to read from here, or edits one. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BridgeId } from '#shared/contract/ids.ts';
import { api } from '../api/index.ts';
import { MergedFormDialog } from '../day/merged-form-dialog.tsx';
import { useMergedForm } from '../day/use-merged-form.ts';
import { Banner } from '../ui/banner.tsx';
import { toast } from '../ui/toasts.tsx';
import { bridgeTerminalsQuery, type ListedTerminal } from './bridge-queries.ts';
import { AdvancedFields } from './listed-advanced.tsx';
import { AddressFields, type FieldsProps, KeyFields, NameFields } from './listed-fields.tsx';
import { addressOf, type ListedDraft, listedDraft, listWith, mistakesOf } from './listed-form.ts';
import type { ReadList } from './use-listed.ts';
import { useListedWords } from './use-listed-words.ts';

const nothing: Partial<ListedDraft> = {};

/** The list as it was read, with the terminal in it that is edited. */
interface ReadEntry extends ReadList {
  /** As it stood there last; without it, one is added. */
  before: ListedTerminal | undefined;
  /** Whether it is not there any more. */
  isGone: boolean;
}

function entryIn(read: ReadList, before: ListedTerminal | undefined): ReadEntry {
  const found = before && read.body.terminals.find((one) => addressOf(one) === addressOf(before));
  return { ...read, before: found ?? before, isGone: before !== undefined && found === undefined };
}

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
  begun = nothing,
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
  const isBegun = begun !== nothing;
  const [isTried, setTried] = useState(false);
  const query = bridgeTerminalsQuery(bridgeId);
  const mistakesIn = (draft: ListedDraft, { body: { terminals }, before }: ReadEntry) =>
    mistakesOf(
      draft,
      terminals.filter((one) => one !== before),
    );
  const form = useMergedForm<ReadEntry, ListedDraft>({
    opened: entryIn(opened, terminal),
    begun,
    newest: async ({ before }) => entryIn(await client.fetchQuery({ ...query, staleTime: 0 }), before),
    formOf: ({ before }) => listedDraft(before),
    fits: (draft, read) => !read.isGone && mistakesIn(draft, read).length === 0,
    send: async (draft, read) => {
      const answer = await api.setBridgeTerminals.answer({
        params: { bridgeId },
        body: { terminals: listWith(draft, read.body.terminals, read.isGone ? undefined : read.before) },
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
  const found = mistakesIn(draft, read);
  const fields: FieldsProps = { draft, set: form.set, mistakes: isTried ? found : [] };
  const submit = () => {
    setTried(true);
    if (found.length > 0) return;
    if (form.isDirty) form.save();
    else onClose();
  };
  return (
    <MergedFormDialog
      title={
        terminal === undefined ? (
          <Trans>Add a terminal</Trans>
        ) : (
          <Trans>Edit {terminal.name ?? terminal.host}</Trans>
        )
      }
      onClose={onClose}
      onSubmit={submit}
      form={form}
      wordsOf={wordsOf}
      note={
        read.isGone && (
          <Banner
            tone="warning"
            isAnswer
            title={<Trans>Somebody else has removed it from the list, or changed its address</Trans>}
          >
            <Trans>Nothing is saved yet. Saved, it is in the list again as it stands here.</Trans>
          </Banner>
        )
      }
    >
      <AddressFields {...fields} isBegun={isBegun} />
      <NameFields {...fields} />
      <KeyFields
        {...fields}
        isBegun={isBegun}
        before={read.isGone ? undefined : read.before}
        takesCommKeys={read.body.takesCommKeys}
      />
      <AdvancedFields draft={draft} set={form.set} />
    </MergedFormDialog>
  );
}
