/** Fields that choose out of a long list by typing: one, or several. @module */

import { Trans } from '@lingui/react/macro';
import { ChevronDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { ComboBox as AriaComboBox, Button, Input, ListBox, Popover } from 'react-aria-components/ComboBox';
import { Tags } from './chip.tsx';
import { type Choice, ChoiceItem, choicesClass, noChoicesClass } from './choices.tsx';
import styles from './combo-box.module.css';
import { ariaOf, FieldLabel, FieldNotes, type FieldProps, fieldStyles } from './field.tsx';
import { given } from './given.ts';
import { popoverClass } from './popover.tsx';

interface Searchable extends FieldProps {
  items: readonly Choice[];
  /** Where the list is searched elsewhere: called with what is typed; `items` then are its answer. */
  onSearch?: ((text: string) => void) | undefined;
  /** The answer is under way. */
  isLoading?: boolean | undefined;
  placeholder?: string | undefined;
}

/** A field that chooses one out of a long list. */
export interface ComboBoxProps extends Searchable {
  value: string | null;
  /** Null when the field is cleared. */
  onChange: (value: string | null) => void;
  /** The words of the value, where it may not be among the items. */
  valueLabel?: string | undefined;
}

/** A field that chooses one out of a long list by typing. */
export function ComboBox({
  items,
  onSearch,
  isLoading = false,
  placeholder,
  value,
  onChange,
  valueLabel,
  ...field
}: ComboBoxProps) {
  const [picked, setPicked] = useState<Choice>();
  // The next answer of a search may not have the value any more: its words stay those that were chosen.
  const words = valueLabel ?? (picked?.id === value ? picked?.label : undefined);
  const label = value === null ? '' : (items.find(({ id }) => id === value)?.label ?? words ?? value);
  const [text, setText] = useState(label);
  useEffect(() => setText(label), [label]);
  // The value stays in the list, or leaving the field would clear it.
  const missing = value !== null && !items.some(({ id }) => id === value);
  const all = missing && text === label ? [{ id: value, label }, ...items] : items;
  const shown = onSearch || text === label ? all : all.filter((item) => fits(item, text));
  return (
    <AriaComboBox
      {...ariaOf(field)}
      className={fieldStyles.field}
      items={shown}
      value={value}
      onChange={(next) => {
        // At once: a text that follows a moment later counts as typed, and opens the list again.
        const choice = all.find(({ id }) => id === next);
        setPicked(choice);
        setText(choice?.label ?? '');
        onChange(next === null ? null : String(next));
      }}
      inputValue={text}
      onInputChange={(next) => {
        setText(next);
        if (next !== label) onSearch?.(next);
      }}
      allowsEmptyCollection
      menuTrigger="focus"
    >
      <FieldLabel {...field} />
      <Box placeholder={placeholder} />
      <FieldNotes {...field} />
      <Results isLoading={isLoading} />
    </AriaComboBox>
  );
}

/** A field that chooses several out of a long list. */
export interface MultiPickerProps extends Searchable {
  /** The chosen ones, with their words: they may not be among the items. */
  value: readonly Choice[];
  onChange: (value: Choice[]) => void;
}

/** A field that chooses several: what is chosen stands below as tags that can be taken off. */
export function MultiPicker({
  items,
  onSearch,
  isLoading = false,
  placeholder,
  value,
  onChange,
  ...field
}: MultiPickerProps) {
  const [text, setText] = useState('');
  const chosen = value.map(({ id }) => id);
  const shown = onSearch ? items : items.filter((item) => fits(item, text));
  const search = (next: string) => {
    setText(next);
    onSearch?.(next);
  };
  return (
    <div className={styles.several}>
      <AriaComboBox
        {...ariaOf(field)}
        selectionMode="multiple"
        className={fieldStyles.field}
        items={shown}
        value={chosen}
        onChange={(keys) => {
          // What was typed has found somebody; left standing, it would keep the list from being closed.
          search('');
          onChange(pick(keys.map(String), [...value, ...items]));
        }}
        inputValue={text}
        onInputChange={search}
        allowsEmptyCollection
        menuTrigger="focus"
      >
        <FieldLabel {...field} />
        <Box placeholder={placeholder} />
        <FieldNotes {...field} />
        <Results isLoading={isLoading} />
      </AriaComboBox>
      {/* Not inside: the field takes all lists in it for its own, and is drawn again without end. */}
      {value.length > 0 && (
        <Tags
          label={field.label}
          items={value}
          {...given({
            onRemove: field.isDisabled
              ? undefined
              : (id: string) => onChange(value.filter((one) => one.id !== id)),
          })}
        />
      )}
    </div>
  );
}

function pick(ids: readonly string[], known: readonly Choice[]): Choice[] {
  return ids.flatMap((id) => known.find((one) => one.id === id) ?? []);
}

function fits({ label, description = '' }: Choice, text: string): boolean {
  return `${label} ${description}`.toLocaleLowerCase().includes(text.trim().toLocaleLowerCase());
}

function Box({ placeholder }: { placeholder: string | undefined }) {
  return (
    <div className={fieldStyles.control}>
      <Input className={fieldStyles.input} {...given({ placeholder })} />
      <Button className={fieldStyles.inside}>
        <ChevronDown />
      </Button>
    </div>
  );
}

function Results({ isLoading }: { isLoading: boolean }) {
  return (
    <Popover className={`${popoverClass} ${styles.popover}`} offset={4} data-own-keys="">
      <ListBox<Choice>
        className={choicesClass}
        renderEmptyState={() => (
          <div className={noChoicesClass}>
            {isLoading ? <Trans>Searching…</Trans> : <Trans>Nothing matches.</Trans>}
          </div>
        )}
      >
        {(choice) => <ChoiceItem choice={choice} />}
      </ListBox>
    </Popover>
  );
}
