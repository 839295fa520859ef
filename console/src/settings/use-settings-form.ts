/** A form of some of the settings: its draft, its save, and what somebody else has saved meanwhile. @module */

import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Settings } from '#shared/contract/settings.ts';
import { api, Problem, settingsQuery } from '../api/index.ts';
import { useDraft } from '../ui/drafts.ts';
import {
  changedKeys,
  conflictsOf,
  type Edits,
  keepMine,
  shownOf,
  takeTheirs,
  withChange,
} from '../ui/edits.ts';
import { toast } from '../ui/toasts.tsx';

/** Some settings, as a request names them. */
export type SettingsChange = NonNullable<Parameters<typeof api.patchSettings>[0]['body']>;

/** How a form and the settings belong together. */
export interface FormShape<T extends object> {
  /** Names its draft. */
  key: string;
  read(settings: Settings): T;
  /** The request that saves. @param changed - the fields that differ @param all - the whole form */
  patch(changed: Partial<T>, all: T): SettingsChange;
}

/** A form at work. */
export interface SettingsForm<T extends object> {
  /** What the fields show. */
  value: T;
  /** What is saved. */
  saved: T;
  set(change: Partial<T>): void;
  isDirty: boolean;
  isSaving: boolean;
  /** Fields that somebody else has saved differently. */
  conflicts: readonly (keyof T)[];
  keepMine(key: keyof T): void;
  takeTheirs(key: keyof T): void;
  save(): void;
  discard(): void;
  error: unknown;
}

/** A form of some of the settings. Only changed fields are sent, so that people who change others do not disturb each other. */
export function useSettingsForm<T extends object>(shape: FormShape<T>): SettingsForm<T> {
  const { t } = useLingui();
  const client = useQueryClient();
  const { data } = useSuspenseQuery(settingsQuery);
  const draft = useDraft<Edits<T> | null>(shape.key, null);
  const edits = draft.value ?? {};
  // Leaving one field and ticking another can be one event: both begin with what the first has changed.
  const latest = useRef(edits);
  latest.current = edits;
  const saved = shape.read(data.body);
  const value = shownOf(saved, edits);
  const saving = useMutation({
    mutationFn: async () => {
      const send = (settings: Settings, etag: string | undefined) => {
        const now = shape.read(settings);
        const typed = latest.current;
        const all = shownOf(now, typed);
        const changed: Partial<T> = {};
        for (const key of changedKeys(now, typed)) changed[key] = all[key];
        return api.patchSettings.answer({
          body: shape.patch(changed, all),
          ...(etag === undefined ? {} : { ifMatch: etag }),
        });
      };
      try {
        return await send(data.body, data.etag);
      } catch (error) {
        if (!Problem.is(error, 'request.stale')) throw error;
        const fresh = await client.fetchQuery({ ...settingsQuery, staleTime: 0 });
        // What both have changed is shown and decided; anything else does not stand in the way.
        if (conflictsOf(shape.read(fresh.body), latest.current).length > 0) return undefined;
        return await send(fresh.body, fresh.etag);
      }
    },
    onSuccess: (answer) => {
      if (answer === undefined) return;
      client.setQueryData(settingsQuery.queryKey, answer);
      draft.discard();
      toast({ text: t`Settings saved` });
      void client.invalidateQueries({ queryKey: ['listSites'] });
      void client.invalidateQueries({ queryKey: ['getMe'] });
    },
  });
  const keep = (next: Edits<T>) => {
    saving.reset();
    latest.current = next;
    if (Object.keys(next).length === 0) draft.discard();
    else draft.set(next);
  };
  return {
    value,
    saved,
    set: (change) => keep(withChange(saved, latest.current, change)),
    isDirty: changedKeys(saved, edits).length > 0,
    isSaving: saving.isPending,
    conflicts: conflictsOf(saved, edits),
    keepMine: (key) => keep(keepMine(saved, latest.current, key)),
    takeTheirs: (key) => keep(takeTheirs(latest.current, key)),
    save: () => saving.mutate(),
    discard: () => keep({}),
    error: saving.error,
  };
}
