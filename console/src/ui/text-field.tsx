/** A field for text. @module */

import type { ReactNode } from 'react';
import { TextField as AriaTextField, Input, TextArea } from 'react-aria-components/TextField';
import { ariaOf, FieldLabel, FieldNotes, type FieldProps, fieldStyles } from './field.tsx';
import { given } from './given.ts';

/** A field for text. */
export interface TextFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  onBlur?: (() => void) | undefined;
  type?: 'text' | 'email' | 'password' | 'url' | 'tel';
  inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | undefined;
  autoComplete?: string | undefined;
  maxLength?: number | undefined;
  placeholder?: string | undefined;
  /** What stands in the box before or after the text, such as a unit. */
  prefix?: ReactNode;
  suffix?: ReactNode;
  /** Several lines. */
  multiline?: boolean;
  /** How many lines there is room for. */
  rows?: number;
}

/** A field for text, of one line or several. */
export function TextField({
  value,
  onChange,
  onBlur,
  type = 'text',
  inputMode,
  autoComplete,
  maxLength,
  placeholder,
  prefix,
  suffix,
  multiline = false,
  rows = 3,
  ...field
}: TextFieldProps) {
  return (
    <AriaTextField
      {...ariaOf(field)}
      {...given({ onBlur, inputMode, autoComplete, maxLength })}
      className={fieldStyles.field}
      value={value}
      onChange={onChange}
      type={type}
    >
      <FieldLabel {...field} />
      <div className={fieldStyles.control}>
        {prefix && <span className={fieldStyles.affix}>{prefix}</span>}
        {multiline ? (
          <TextArea className={fieldStyles.input} rows={rows} {...given({ placeholder })} />
        ) : (
          <Input className={fieldStyles.input} {...given({ placeholder })} />
        )}
        {suffix && <span className={fieldStyles.affix}>{suffix}</span>}
      </div>
      <FieldNotes {...field} />
    </AriaTextField>
  );
}
