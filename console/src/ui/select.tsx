/** A field that chooses one of a short list. @module */

import { ChevronDown } from 'lucide-react';
import { Select as AriaSelect, Button, ListBox, Popover, SelectValue } from 'react-aria-components/Select';
import { type Choice, ChoiceItem, choicesClass } from './choices.tsx';
import { ariaOf, FieldLabel, FieldNotes, type FieldProps, fieldStyles } from './field.tsx';
import { given } from './given.ts';
import { popoverClass } from './popover.tsx';
import styles from './select.module.css';

/** A field that chooses one of a short list. */
export interface SelectProps<Id extends string> extends FieldProps {
  items: readonly Choice<Id>[];
  value: Id | null;
  onChange: (value: Id) => void;
  placeholder?: string | undefined;
}

/** A field that chooses one of a short list. Long lists are for `ComboBox`. */
export function Select<Id extends string>({
  items,
  value,
  onChange,
  placeholder,
  ...field
}: SelectProps<Id>) {
  const { isReadOnly: _, ...aria } = ariaOf(field);
  return (
    <AriaSelect
      {...aria}
      {...given({ placeholder })}
      className={fieldStyles.field}
      value={value}
      onChange={(next) => {
        const item = items.find(({ id }) => id === next);
        if (item) onChange(item.id);
      }}
    >
      <FieldLabel {...field} />
      <Button className={`${fieldStyles.control} ${styles.button}`}>
        <SelectValue className={styles.value ?? ''}>
          {({ isPlaceholder, selectedText, defaultChildren }) =>
            isPlaceholder ? defaultChildren : selectedText
          }
        </SelectValue>
        <ChevronDown className={styles.chevron} />
      </Button>
      <FieldNotes {...field} />
      <Popover className={popoverClass} offset={4} data-own-keys="">
        <ListBox className={choicesClass} items={items}>
          {(choice) => <ChoiceItem choice={choice} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
