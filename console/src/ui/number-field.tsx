/** A field for a number. @module */

import { Minus, Plus } from 'lucide-react';
import { NumberField as AriaNumberField, Button, Group, Input } from 'react-aria-components/NumberField';
import { ariaOf, FieldLabel, FieldNotes, type FieldProps, fieldStyles } from './field.tsx';
import { given } from './given.ts';
import styles from './number-field.module.css';

/** A field for a number. */
export interface NumberFieldProps extends FieldProps {
  /** Null while it is empty. */
  value: number | null;
  onChange: (value: number | null) => void;
  min?: number | undefined;
  max?: number | undefined;
  step?: number | undefined;
  /** Digits after the point; none unless given. */
  decimals?: number;
  /** The unit, in the box. */
  suffix?: string | undefined;
}

/** A field for a number, with buttons that step. Written as the language writes numbers, without grouping. */
export function NumberField({
  value,
  onChange,
  min,
  max,
  step,
  decimals = 0,
  suffix,
  ...field
}: NumberFieldProps) {
  return (
    <AriaNumberField
      {...ariaOf(field)}
      {...given({ minValue: min, maxValue: max, step })}
      className={fieldStyles.field}
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      formatOptions={{ useGrouping: false, maximumFractionDigits: decimals }}
    >
      <FieldLabel {...field} />
      <Group className={`${fieldStyles.control} ${styles.control}`}>
        <Input className={`${fieldStyles.input} ${styles.input}`} />
        {suffix && <span className={fieldStyles.affix}>{suffix}</span>}
        <Button slot="decrement" className={fieldStyles.inside}>
          <Minus />
        </Button>
        <Button slot="increment" className={fieldStyles.inside}>
          <Plus />
        </Button>
      </Group>
      <FieldNotes {...field} />
    </AriaNumberField>
  );
}
