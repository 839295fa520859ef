/** Fields that define what else the organisation knows of its people. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, Trash2 } from 'lucide-react';
import { Button, IconButton } from '../ui/button.tsx';
import { Section } from '../ui/section.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './leave-type-fields.module.css';
import { type CustomFieldDraft, flawOfField } from './organisation-form.ts';

const mostFields = 30;

/** The list of fields, in the order in which a person's page shows them. */
export function CustomFieldFields({
  value,
  onChange,
}: {
  value: readonly CustomFieldDraft[];
  onChange: (value: CustomFieldDraft[]) => void;
}) {
  const { t } = useLingui();
  const change = (index: number, part: Partial<CustomFieldDraft>) =>
    onChange(value.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <Section
      title={<Trans>Fields of your own</Trans>}
      description={
        <Trans>
          What you know of people besides, such as a locker or a shirt size. They stand in the profile, in
          imports and in exports. What was entered stays stored when a field is removed, and is not shown.
        </Trans>
      }
      actions={
        <Button
          icon={<Plus />}
          isDisabled={value.length >= mostFields}
          why={t`There are ${String(mostFields)} fields, which is the most.`}
          onPress={() =>
            onChange([...value, { key: '', label: '', type: 'text', choices: '', visibleTo: 'editors' }])
          }
        >
          <Trans>Add a field</Trans>
        </Button>
      }
    >
      {value.length === 0 ? (
        <p className={styles.none}>
          <Trans>There is none yet.</Trans>
        </p>
      ) : (
        <ul className={styles.types}>
          {value.map((one, index) => (
            <CustomFieldRow
              // biome-ignore lint/suspicious/noArrayIndexKey: the place is the row; a new field has no key yet
              key={index}
              value={one}
              flaw={flawOfField(value, index)}
              onChange={(part) => change(index, part)}
              onRemove={() => onChange(value.filter((_, at) => at !== index))}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

function CustomFieldRow({
  value,
  flaw,
  onChange,
  onRemove,
}: {
  value: CustomFieldDraft;
  flaw: ReturnType<typeof flawOfField>;
  onChange: (part: Partial<CustomFieldDraft>) => void;
  onRemove: () => void;
}) {
  const { t } = useLingui();
  const { key, label, type, choices, visibleTo } = value;
  return (
    <li className={styles.field}>
      <TextField
        label={t`Label`}
        description={key === '' ? undefined : key}
        maxLength={100}
        value={label}
        onChange={(text) => onChange({ label: text })}
        error={
          flaw === 'label' ? t`Enter what people read.` : flaw === 'repeated' && t`It is in the list already.`
        }
      />
      <Select
        label={t`Kind`}
        value={type}
        // Values that are there would not fit another kind.
        isDisabled={key !== ''}
        items={[
          { id: 'text', label: t`Text` },
          { id: 'number', label: t`Number` },
          { id: 'date', label: t`Date` },
          { id: 'choice', label: t`Choice` },
        ]}
        onChange={(next) => onChange({ type: next })}
      />
      <Select
        label={t`Seen by`}
        value={visibleTo}
        items={[
          { id: 'editors', label: t`HR` },
          { id: 'readers', label: t`Everybody` },
        ]}
        onChange={(next) => onChange({ visibleTo: next })}
      />
      <div className={styles.end}>
        <IconButton label={t`Remove ${label || t`the empty field`}`} onPress={onRemove}>
          <Trash2 />
        </IconButton>
      </div>
      {type === 'choice' && (
        <div className={styles.wide}>
          <TextField
            label={t`Choices, one a line`}
            multiline
            value={choices}
            onChange={(text) => onChange({ choices: text })}
            error={flaw === 'choices' && t`Enter at least one choice.`}
          />
        </div>
      )}
    </li>
  );
}
