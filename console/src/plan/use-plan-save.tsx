/** Saves a part of the plan that is edited, and deals with the version of somebody else. The editors differ in what they save. @module */

import { useLingui } from '@lingui/react/macro';
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '../api/index.ts';
import { toast } from '../ui/toasts.tsx';
import { type MergedEdits, mergeEdits } from './merge-edits.ts';
import { planKeys } from './queries.ts';
import { StaleNote } from './stale-note.tsx';

/** What is saved, and how. */
export interface PlanSaveOptions<T> {
  /** Of the one that is edited: the answer of a save is put there. */
  queryKey: QueryKey;
  /** What typing began with, and the version that it is. */
  base: T;
  etag: string | undefined;
  /** What is typed. */
  mine: T;
  /** Saves. @param ifMatch - only over this version; without it, over any @returns the answer with its etag, and the name */
  put: (value: T, ifMatch: string | undefined) => Promise<{ answer: unknown; name: string }>;
  /** What is saved now, whatever it says. */
  newest: () => Promise<{ value: T; etag?: string | undefined }>;
  /** The name of what stands at a path of keys, such as a weekday. */
  nameOf: (path: readonly string[]) => string;
  /** Forgets what is typed. */
  discard: () => void;
}

interface Refused<T> {
  error: unknown;
  /** Both edits in one, over the newest version, where somebody else was quicker. */
  clash?: { merged: MergedEdits<T>; etag: string | undefined };
}

/** @returns saves, whether it does, what is shown where it was refused, and clears that away */
export function usePlanSave<T>(options: PlanSaveOptions<T>) {
  const { queryKey, base, etag, mine, put, newest, nameOf, discard } = options;
  const { t } = useLingui();
  const client = useQueryClient();
  const [isSaving, setSaving] = useState(false);
  const [refused, setRefused] = useState<Refused<T>>();
  /** @returns what to do about the refusal; nothing where it is saved */
  const attempt = async (value: T, ifMatch: string | undefined): Promise<Refused<T> | undefined> => {
    try {
      const saved = await put(value, ifMatch);
      discard();
      client.setQueryData(queryKey, saved.answer);
      await Promise.all(planKeys.map((key) => client.invalidateQueries({ queryKey: key })));
      toast({ text: t`${saved.name} is saved. Its sheets are being generated again.` });
      return undefined;
    } catch (error) {
      if (!Problem.is(error, 'request.stale')) return { error };
      const now = await newest();
      return { error, clash: { merged: mergeEdits(base, mine, now.value), etag: now.etag } };
    }
  };
  const run = async (value: T, ifMatch: string | undefined) => {
    setSaving(true);
    setRefused(undefined);
    try {
      let result = await attempt(value, ifMatch);
      // They have changed other parts: both edits can stand.
      if (result?.clash?.merged.conflicts.length === 0)
        result = await attempt(result.clash.merged.value, result.clash.etag);
      setRefused(result);
      if (result !== undefined) setSaving(false);
    } catch (error) {
      setRefused({ error });
      setSaving(false);
    }
  };
  const note = refused && (
    <StaleNote
      error={refused.error}
      names={[...new Set(refused.clash?.merged.conflicts.map(nameOf))]}
      onReload={() => {
        discard();
        void client.invalidateQueries({ queryKey });
      }}
      onOverwrite={
        refused.clash && (() => void run(refused.clash?.merged.value ?? mine, refused.clash?.etag))
      }
    />
  );
  return { save: () => void run(mine, etag), isSaving, note, clear: () => setRefused(undefined) };
}
