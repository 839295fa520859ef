/** What every field has: label, description, error. @module */

import type { ReactNode } from 'react';
import { FieldError, Label, Text } from 'react-aria-components/TextField';
import styles from './field.module.css';

/** What every field has. */
export interface FieldProps {
  label: string;
  /** Only for those who cannot see: where the place says what the field is. */
  isLabelHidden?: boolean | undefined;
  /** A line below that helps to fill it in. */
  description?: ReactNode;
  /** What is wrong with it, in words; its presence marks the field. */
  error?: ReactNode;
  isRequired?: boolean | undefined;
  isDisabled?: boolean | undefined;
  isReadOnly?: boolean | undefined;
  autoFocus?: boolean | undefined;
}

/** The properties of a field as React Aria takes them. Rules are checked by the forms, not by the browser. */
export function ariaOf(field: FieldProps) {
  return {
    isRequired: field.isRequired ?? false,
    isDisabled: field.isDisabled ?? false,
    isReadOnly: field.isReadOnly ?? false,
    autoFocus: field.autoFocus ?? false,
    isInvalid: hasError(field),
    validationBehavior: 'aria' as const,
  };
}

/** Whether something is wrong with it. */
export function hasError({ error }: Pick<FieldProps, 'error'>): boolean {
  return error !== undefined && error !== null && error !== false && error !== '';
}

/** The label above a field. */
export function FieldLabel({ label, isLabelHidden = false, isRequired = false }: FieldProps) {
  return (
    <Label className={isLabelHidden ? 'visually-hidden' : (styles.label ?? '')}>
      {label}
      {isRequired && (
        <span className={styles.required} aria-hidden="true">
          {' *'}
        </span>
      )}
    </Label>
  );
}

/** Description and error below a field. */
export function FieldNotes({ description, error }: Pick<FieldProps, 'description' | 'error'>) {
  return (
    <>
      {description && (
        <Text slot="description" className={styles.description ?? ''}>
          {description}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{error}</FieldError>
    </>
  );
}

/** The classes that fields share: `field` around it, `control` for the bordered box, `input` in it. */
export const fieldStyles = {
  field: styles.field ?? '',
  control: styles.control ?? '',
  input: styles.input ?? '',
  affix: styles.affix ?? '',
  inside: styles.inside ?? '',
  group: styles.group ?? '',
};
