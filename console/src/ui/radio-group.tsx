/** One answer out of a few, all in sight. @module */

import { RadioGroup as AriaRadioGroup, Radio } from 'react-aria-components/RadioGroup';
import { ariaOf, FieldLabel, FieldNotes, type FieldProps, fieldStyles } from './field.tsx';
import { MarkWords, markedClass } from './marked.tsx';
import styles from './radio-group.module.css';

/** One answer out of a few. */
export interface RadioGroupProps<Id extends string> extends FieldProps {
  value: Id | null;
  onChange: (value: Id) => void;
  items: readonly {
    id: Id;
    label: string;
    description?: string | undefined;
    isDisabled?: boolean | undefined;
  }[];
  orientation?: 'horizontal' | 'vertical';
}

/** One answer out of a few, all in sight. */
export function RadioGroup<Id extends string>({
  value,
  onChange,
  items,
  orientation = 'vertical',
  ...field
}: RadioGroupProps<Id>) {
  const { autoFocus: _, ...aria } = ariaOf(field);
  return (
    <AriaRadioGroup
      {...aria}
      className={fieldStyles.field}
      orientation={orientation}
      value={value}
      onChange={(next) => {
        const item = items.find(({ id }) => id === next);
        if (item) onChange(item.id);
      }}
    >
      <FieldLabel {...field} />
      <div className={fieldStyles.group} data-orientation={orientation}>
        {items.map((item) => (
          <Radio
            key={item.id}
            value={item.id}
            isDisabled={item.isDisabled ?? false}
            className={markedClass(styles.radio)}
          >
            <span className={styles.dot} aria-hidden="true" />
            <MarkWords description={item.description}>{item.label}</MarkWords>
          </Radio>
        ))}
      </div>
      <FieldNotes {...field} />
    </AriaRadioGroup>
  );
}
