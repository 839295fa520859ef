/** Fields of the types of leave that are offered. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, Trash2 } from 'lucide-react';
import { Button, IconButton } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Section } from '../ui/section.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './leave-type-fields.module.css';
import { isRepeated, type LeaveTypeDraft } from './organisation-form.ts';

/** The list of types, in the order in which they are offered. */
export function LeaveTypeFields({
  value,
  onChange,
}: {
  value: readonly LeaveTypeDraft[];
  onChange: (value: LeaveTypeDraft[]) => void;
}) {
  const change = (index: number, part: Partial<LeaveTypeDraft>) =>
    onChange(value.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <Section
      title={<Trans>Types of leave</Trans>}
      description={
        <Trans>
          What is offered when leave is entered, in this order. The pay code is what payroll calls it. A type
          that is in use is better archived than removed.
        </Trans>
      }
      actions={
        <Button
          icon={<Plus />}
          onPress={() =>
            onChange([...value, { type: '', name: '', payCode: '', unit: 'days', isArchived: false }])
          }
        >
          <Trans>Add a type</Trans>
        </Button>
      }
    >
      {value.length === 0 && (
        <p className={styles.none}>
          <Trans>None is listed yet: leave of any type can be entered.</Trans>
        </p>
      )}
      {value.length > 0 && (
        <ul className={styles.types}>
          {value.map((one, index) => (
            <LeaveTypeRow
              // biome-ignore lint/suspicious/noArrayIndexKey: the place is the row; its type changes while it is typed
              key={index}
              value={one}
              isRepeated={isRepeated(value, index)}
              onChange={(part) => change(index, part)}
              onRemove={() => onChange(value.filter((_, at) => at !== index))}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

function LeaveTypeRow({
  value,
  isRepeated: isTwice,
  onChange,
  onRemove,
}: {
  value: LeaveTypeDraft;
  isRepeated: boolean;
  onChange: (part: Partial<LeaveTypeDraft>) => void;
  onRemove: () => void;
}) {
  const { t } = useLingui();
  const { type, name, payCode, unit, isArchived } = value;
  return (
    <li className={styles.type}>
      <TextField
        label={t`Type`}
        maxLength={100}
        value={type}
        onChange={(text) => onChange({ type: text })}
        error={type.trim() === '' ? t`Enter a short name.` : isTwice && t`It is in the list already.`}
      />
      <TextField label={t`Name`} maxLength={100} value={name} onChange={(text) => onChange({ name: text })} />
      <TextField
        label={t`Pay code`}
        maxLength={40}
        value={payCode}
        onChange={(text) => onChange({ payCode: text })}
      />
      <Select
        label={t`Counted in`}
        value={unit}
        items={[
          { id: 'days', label: t`Days` },
          { id: 'hours', label: t`Hours` },
        ]}
        onChange={(next) => onChange({ unit: next })}
      />
      <div className={styles.end}>
        <Checkbox isSelected={isArchived} onChange={(next) => onChange({ isArchived: next })}>
          <Trans>Archived</Trans>
        </Checkbox>
        <IconButton label={t`Remove ${name || type || t`the empty type`}`} onPress={onRemove}>
          <Trash2 />
        </IconButton>
      </div>
    </li>
  );
}
