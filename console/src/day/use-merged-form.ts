/** A form of something that others may save meanwhile: what both have changed is decided, anything else is put together. @module */

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '../api/index.ts';
import type { ConflictingForm } from '../ui/conflicts.tsx';
import {
  changedKeys,
  conflictsOf,
  type Edits,
  keepMine,
  shownOf,
  takeTheirs,
  withChange,
} from '../ui/edits.ts';

/** How a form and what is saved belong together. */
export interface MergedFormShape<R, T extends object> {
  /** What was read when the form was opened. */
  opened: R;
  /** What is typed already: what the form is opened with to be saved. */
  begun?: Partial<T>;
  /** Reads what is saved now. @param last - what was read before */
  newest: (last: R) => Promise<R>;
  /** The form as it is saved. @param touched - has a key for each field that was changed here, also where others have none */
  formOf: (read: R, touched: object) => T;
  /** Whether the form can be saved over what somebody else has saved, without another look; where it is not said, it can. */
  fits?: (value: T, read: R) => boolean;
  /** Saves over the version that was read. @param changed - the fields that differ */
  send: (value: T, read: R, changed: readonly (keyof T)[]) => Promise<void>;
  /** Once it is saved. */
  onSaved: () => void;
}

/** A form at work. */
export interface MergedForm<R, T extends object> extends ConflictingForm<T> {
  /** What is saved, as it was read last. */
  read: R;
  set(change: Partial<T>): void;
  isDirty: boolean;
  /** Saves, unless something is to be decided first. */
  save(): void;
  isPending: boolean;
  /** Why it was not saved; null while nothing is wrong. */
  error: Error | null;
  /** Reads what is saved now; what is typed stays. */
  reload(): void;
}

/** Keeps the version with which the form was opened: what is read in the background meanwhile must not go unseen. */
export function useMergedForm<R, T extends object>({
  opened,
  begun = {},
  newest,
  formOf,
  fits = () => true,
  send,
  onSaved,
}: MergedFormShape<R, T>): MergedForm<R, T> {
  const [read, setRead] = useState(opened);
  const [edits, setEdits] = useState<Edits<T>>(() => withChange(formOf(opened, begun), {}, begun));
  const saved = formOf(read, edits);
  const saving = useMutation({
    mutationFn: async (): Promise<boolean> => {
      const sendOver = async (one: R) => {
        const now = formOf(one, edits);
        const changed = changedKeys(now, edits);
        // Where they have saved the same, nothing is left to do.
        if (changed.length > 0) await send(shownOf(now, edits), one, changed);
        return true;
      };
      try {
        return await sendOver(read);
      } catch (error) {
        if (!Problem.is(error, 'request.stale')) throw error;
        const fresh = await newest(read);
        setRead(fresh);
        const now = formOf(fresh, edits);
        if (conflictsOf(now, edits).length > 0 || !fits(shownOf(now, edits), fresh)) return false;
        return await sendOver(fresh);
      }
    },
    onSuccess: (isSaved) => {
      if (isSaved) onSaved();
    },
  });
  const reading = useMutation({
    mutationFn: () => newest(read),
    onSuccess: (fresh) => {
      setRead(fresh);
      saving.reset();
    },
  });
  const conflicts = conflictsOf(saved, edits);
  return {
    read,
    value: shownOf(saved, edits),
    saved,
    set: (change) => setEdits((last) => withChange(formOf(read, { ...last, ...change }), last, change)),
    isDirty: changedKeys(saved, edits).length > 0,
    conflicts,
    keepMine: (key) => setEdits((last) => keepMine(formOf(read, last), last, key)),
    takeTheirs: (key) => setEdits((last) => takeTheirs(last, key)),
    save: () => {
      if (conflicts.length === 0) saving.mutate();
    },
    isPending: saving.isPending || reading.isPending,
    error: saving.error,
    reload: () => reading.mutate(),
  };
}
