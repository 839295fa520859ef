/** The field that filters a list. @module */

import { Search, X } from 'lucide-react';
import type { Ref } from 'react';
import { SearchField as AriaSearchField, Button, Input } from 'react-aria-components/SearchField';
import { FieldLabel, fieldStyles } from './field.tsx';
import { given } from './given.ts';
import { Keys } from './keys.tsx';
import styles from './search-field.module.css';

/** The field that filters a list. */
export interface SearchFieldProps {
  /** Its name; not shown, because the sign says it. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  onSubmit?: ((value: string) => void) | undefined;
  placeholder?: string | undefined;
  /** The key that brings the focus here, shown while it is empty. */
  keys?: string | undefined;
  autoFocus?: boolean | undefined;
  /** The input, for the key that brings the focus here. */
  inputRef?: Ref<HTMLInputElement> | undefined;
}

/** A search field; Esc and the cross clear it. */
export function SearchField({
  label,
  value,
  onChange,
  onSubmit,
  placeholder,
  keys,
  autoFocus = false,
  inputRef,
}: SearchFieldProps) {
  return (
    <AriaSearchField
      className={`${fieldStyles.field} ${styles.search}`}
      value={value}
      onChange={onChange}
      autoFocus={autoFocus}
      {...given({ onSubmit })}
    >
      <FieldLabel label={label} isLabelHidden />
      <div className={fieldStyles.control}>
        <span className={fieldStyles.affix}>
          <Search />
        </span>
        <Input
          className={`${fieldStyles.input} ${styles.input}`}
          {...given({ placeholder, ref: inputRef })}
        />
        {value === '' ? (
          keys && (
            <span className={styles.keys} aria-hidden="true">
              <Keys keys={keys} />
            </span>
          )
        ) : (
          <Button className={fieldStyles.inside}>
            <X />
          </Button>
        )}
      </div>
    </AriaSearchField>
  );
}
