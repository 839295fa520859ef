/** Boxes to tick. @module */

import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox';
import { CheckboxGroup as AriaCheckboxGroup } from 'react-aria-components/CheckboxGroup';
import styles from './checkbox.module.css';
import { ariaOf, FieldLabel, FieldNotes, type FieldProps, fieldStyles } from './field.tsx';
import { MarkWords, markedClass } from './marked.tsx';

/** The class of a checkbox, for tables. */
export const checkboxClass = markedClass(styles.checkbox);

/** A box to tick. */
export interface CheckboxProps {
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  /** Some of what it stands for is ticked. */
  isIndeterminate?: boolean | undefined;
  isDisabled?: boolean | undefined;
  /** Its name, where no words stand beside it. */
  'aria-label'?: string | undefined;
  /** A line below the words. */
  description?: ReactNode;
  children?: ReactNode;
}

/** A box to tick, with its words. */
export function Checkbox({
  isSelected,
  onChange,
  isIndeterminate = false,
  isDisabled = false,
  description,
  children,
  'aria-label': name,
}: CheckboxProps) {
  return (
    <AriaCheckbox
      className={checkboxClass}
      isSelected={isSelected}
      onChange={onChange}
      isIndeterminate={isIndeterminate}
      isDisabled={isDisabled}
      {...(name === undefined ? {} : { 'aria-label': name })}
    >
      <CheckboxBox />
      <MarkWords description={description}>{children}</MarkWords>
    </AriaCheckbox>
  );
}

/** The box itself, in whatever of React Aria's is a checkbox: also in the head and the rows of tables. */
export function CheckboxBox() {
  return (
    <span className={styles.box} aria-hidden="true">
      <Check className={styles.tick} strokeWidth={3} />
      <Minus className={styles.some} strokeWidth={3} />
    </span>
  );
}

/** Several boxes of one question. */
export interface CheckboxGroupProps<Id extends string> extends FieldProps {
  value: readonly Id[];
  onChange: (value: Id[]) => void;
  items: readonly {
    id: Id;
    label: string;
    description?: string | undefined;
    isDisabled?: boolean | undefined;
  }[];
  orientation?: 'horizontal' | 'vertical';
}

/** Several boxes of one question; the order of the answer is that of the items. */
export function CheckboxGroup<Id extends string>({
  value,
  onChange,
  items,
  orientation = 'vertical',
  ...field
}: CheckboxGroupProps<Id>) {
  const { autoFocus: _, ...aria } = ariaOf(field);
  return (
    <AriaCheckboxGroup
      {...aria}
      className={fieldStyles.field}
      value={[...value]}
      onChange={(next) => onChange(items.flatMap(({ id }) => (next.includes(id) ? [id] : [])))}
    >
      <FieldLabel {...field} />
      <div className={fieldStyles.group} data-orientation={orientation}>
        {items.map((item) => (
          <AriaCheckbox
            key={item.id}
            value={item.id}
            isDisabled={item.isDisabled ?? false}
            className={checkboxClass}
          >
            <CheckboxBox />
            <MarkWords description={item.description}>{item.label}</MarkWords>
          </AriaCheckbox>
        ))}
      </div>
      <FieldNotes {...field} />
    </AriaCheckboxGroup>
  );
}
