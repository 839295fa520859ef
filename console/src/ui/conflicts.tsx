/** Both versions of what two people have changed in a form, to choose from. @module */

import { Trans } from '@lingui/react/macro';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Banner } from './banner.tsx';
import { Button } from './button.tsx';
import styles from './conflicts.module.css';

/** A form whose fields somebody else has saved differently. */
export interface ConflictingForm<T extends object> {
  /** What the fields show. */
  value: T;
  /** What is saved. */
  saved: T;
  conflicts: readonly (keyof T)[];
  keepMine(key: keyof T): void;
  takeTheirs(key: keyof T): void;
}

/** How a field is called, and what a form says in it. */
export interface ConflictWords<T> {
  label: string;
  textOf(form: T): ReactNode;
}

interface ConflictsProps<T extends object> {
  form: ConflictingForm<T>;
  wordsOf(key: keyof T): ConflictWords<T>;
}

/** The choice; nothing where nothing is to be decided. */
export function Conflicts<T extends object>({ form, wordsOf }: ConflictsProps<T>) {
  if (form.conflicts.length === 0) return null;
  return (
    <Shown>
      {form.conflicts.map((key) => (
        <Conflict key={String(key)} form={form} field={key} words={wordsOf(key)} />
      ))}
    </Shown>
  );
}

function Shown({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // It comes after a press of the button that saves, which may be far from the fields.
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={place}>
      <Banner tone="warning" isAnswer title={<Trans>Somebody else has changed the same meanwhile</Trans>}>
        <Trans>Nothing is saved yet. Choose which is to stand.</Trans>
        <ul className={styles.conflicts}>{children}</ul>
      </Banner>
    </div>
  );
}

function Conflict<T extends object>({
  form,
  field,
  words: { label, textOf },
}: {
  form: ConflictingForm<T>;
  field: keyof T;
  words: ConflictWords<T>;
}) {
  const id = useId();
  return (
    <li className={styles.conflict} aria-labelledby={id}>
      <strong id={id}>{label}</strong>
      <dl className={styles.versions}>
        <div>
          <dt>
            <Trans>Yours</Trans>
          </dt>
          <dd>{textOf(form.value)}</dd>
        </div>
        <div>
          <dt>
            <Trans>Theirs</Trans>
          </dt>
          <dd>{textOf(form.saved)}</dd>
        </div>
      </dl>
      <div className={styles.choices}>
        <Button size="small" aria-describedby={id} onPress={() => form.keepMine(field)}>
          <Trans>Keep mine</Trans>
        </Button>
        <Button size="small" aria-describedby={id} onPress={() => form.takeTheirs(field)}>
          <Trans>Take theirs</Trans>
        </Button>
      </div>
    </li>
  );
}
