/** Two people have edited the same user: each field that both have changed is decided, mine or theirs. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { CustomField } from '#shared/contract/person-fields.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { customName } from './profile-fields.ts';
import { fieldWords } from './profile-words.ts';
import type { ThreeWay } from './three-way.ts';
import styles from './user-screen.module.css';

interface ThreeWayDialogProps {
  result: ThreeWay;
  customFields: readonly CustomField[];
  isPending: boolean;
  error: unknown;
  /** Called with the value of each field that was decided. */
  onSave: (chosen: Record<string, string>) => void;
  onTakeTheirs: () => void;
  onClose: () => void;
}

/** The dialog. */
export function ThreeWayDialog(props: ThreeWayDialogProps) {
  const { result, customFields, isPending, error, onSave, onTakeTheirs, onClose } = props;
  const { t, i18n } = useLingui();
  const [sides, setSides] = useState<Readonly<Record<string, 'mine' | 'theirs'>>>({});
  const titleOf = (field: string) => {
    const custom = customFields.find(({ key }) => customName(key) === field);
    if (custom !== undefined) return custom.label;
    const word = fieldWords[field as keyof typeof fieldWords];
    return word === undefined ? field : i18n._(word);
  };
  const shown = (text: string) => (text === '' ? t`nothing` : text);
  const others = result.theirsOnly.map(titleOf).join(', ');
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={<Trans>Somebody else has changed this user</Trans>}
      footer={
        <>
          <Button onPress={onTakeTheirs}>
            <Trans>Discard mine</Trans>
          </Button>
          <Button
            variant="primary"
            isPending={isPending}
            onPress={() =>
              onSave(
                Object.fromEntries(
                  result.conflicts.map(({ field, mine, theirs }) => [
                    field,
                    sides[field] === 'theirs' ? theirs : mine,
                  ]),
                ),
              )
            }
          >
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Plural
          value={result.conflicts.length}
          one="You both have changed # field. Choose what is saved."
          other="You both have changed # fields. Choose what is saved."
        />
      </p>
      {result.conflicts.map(({ field, base, mine, theirs }) => (
        <div key={field} className={styles.conflict}>
          <RadioGroup<'mine' | 'theirs'>
            label={titleOf(field)}
            description={t`Before: ${shown(base)}`}
            items={[
              { id: 'mine', label: t`Mine: ${shown(mine)}` },
              { id: 'theirs', label: t`Theirs: ${shown(theirs)}` },
            ]}
            value={sides[field] ?? 'mine'}
            onChange={(side) => setSides((before) => ({ ...before, [field]: side }))}
          />
        </div>
      ))}
      {others !== '' && (
        <p className={styles.muted}>
          <Trans>Theirs as well, and kept: {others}.</Trans>
        </p>
      )}
      {error !== null && error !== undefined && <ProblemNote error={error} />}
    </Dialog>
  );
}
