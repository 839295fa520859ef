/** What every form of the settings has around its fields: both versions where two have changed the same, and the bar that saves. @module */

import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useRights } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Conflicts } from '../ui/conflicts.tsx';
import { DirtyBar } from '../ui/dirty-bar.tsx';
import { KeyValue } from '../ui/key-value.tsx';
import styles from './form-frame.module.css';
import type { SettingsForm } from './use-settings-form.ts';

/** How each field is called, and how its value is written in words. */
export type FieldWords<T> = { [K in keyof T]: { label: string; text(value: T[K]): string } };

/** A form and what stands in it. */
export interface FormFrameProps<T extends object> {
  form: SettingsForm<T>;
  words: FieldWords<T>;
  /** Why it cannot be saved as it is. */
  why?: string | undefined;
  children: ReactNode;
}

/** The fields for those who may change them; their values for all others. */
export function FormFrame<T extends object>({ form, words, why, children }: FormFrameProps<T>) {
  const { mayAdminister } = useRights();
  if (!mayAdminister) return <Values value={form.saved} words={words} />;
  return (
    <div className={styles.form}>
      {children}
      <Conflicts
        form={form}
        wordsOf={(key) => ({
          label: words[key].label,
          textOf: (shown) => words[key].text(shown[key]),
        })}
      />
      {form.error !== null && <ProblemNote error={form.error} onRetry={form.save} />}
      <DirtyBar
        isDirty={form.isDirty}
        onSave={form.save}
        onDiscard={form.discard}
        isSaving={form.isSaving}
        why={why}
      />
    </div>
  );
}

function Values<T extends object>({ value, words }: { value: T; words: FieldWords<T> }) {
  const keys = Object.keys(words) as (keyof T)[];
  return (
    <div className={styles.form}>
      <p className={styles.note}>
        <Trans>An administrator can change these.</Trans>
      </p>
      <KeyValue
        items={keys.map((key) => ({
          id: String(key),
          name: words[key].label,
          value: words[key].text(value[key]),
        }))}
      />
    </div>
  );
}
