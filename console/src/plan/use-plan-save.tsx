/** Saves a part of the plan that is edited, and deals with the version of somebody else. The editors differ in what they save. @module */

import { useLingui } from '@lingui/react/macro';
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from '../ui/toasts.tsx';
import { planKeys } from './queries.ts';
import { StaleNote } from './stale-note.tsx';

/** What is saved, and how. */
export interface PlanSaveOptions {
  /** Of the one that is edited: the answer of a save is put there. */
  queryKey: QueryKey;
  /** Saves what is typed. @param ifMatch - only over this version; without it, over any @returns the answer with its etag, and the name */
  put: (ifMatch: string | undefined) => Promise<{ answer: unknown; name: string }>;
  /** The newest version, whatever it says. */
  newest: () => Promise<{ etag?: string | undefined }>;
  /** Forgets what is typed. */
  discard: () => void;
}

/** @returns saves, whether it does, what is shown where it was refused, and clears that away */
export function usePlanSave({ queryKey, put, newest, discard }: PlanSaveOptions) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = async (ifMatch: string | undefined) => {
    setSaving(true);
    setError(undefined);
    try {
      const saved = await put(ifMatch);
      discard();
      client.setQueryData(queryKey, saved.answer);
      await Promise.all(planKeys.map((key) => client.invalidateQueries({ queryKey: key })));
      toast({ text: t`${saved.name} is saved. Its sheets are being generated again.` });
    } catch (refused) {
      setError(refused);
      setSaving(false);
    }
  };
  const overwrite = async () => {
    const { etag } = await newest();
    await save(etag);
  };
  const note = error !== undefined && (
    <StaleNote
      error={error}
      onReload={() => {
        discard();
        void client.invalidateQueries({ queryKey });
      }}
      onOverwrite={() => void overwrite().catch(setError)}
    />
  );
  return { save, isSaving, note, clear: () => setError(undefined) };
}
