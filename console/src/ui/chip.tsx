/** Chips that filter, and tags that mark. @module */

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Tag as AriaTag, Button, TagGroup, TagList } from 'react-aria-components/TagGroup';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import styles from './chip.module.css';

/** The colours of statuses; a shape or a word always stands with them. */
export type Tone =
  | 'neutral'
  | 'accent'
  | 'present'
  | 'late'
  | 'absent'
  | 'incomplete'
  | 'leave'
  | 'holiday'
  | 'pending';

/** A chip that filters. */
export interface FilterChipProps {
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  /** How many there are, as it is to be shown. */
  count?: ReactNode;
  tone?: Tone;
  /** A shape before the words. */
  shape?: ReactNode;
  isDisabled?: boolean | undefined;
  children: ReactNode;
}

/** A chip that filters and counts: "14 absent". */
export function FilterChip({
  isSelected,
  onChange,
  count,
  tone = 'neutral',
  shape,
  isDisabled = false,
  children,
}: FilterChipProps) {
  return (
    <ToggleButton
      className={styles.chip ?? ''}
      data-tone={tone}
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
    >
      {shape}
      {count !== undefined && <span>{count}</span>}
      <span>{children}</span>
    </ToggleButton>
  );
}

/** A word in a colour, with a shape where it is a status. */
export function Tag({
  tone = 'neutral',
  shape,
  children,
}: {
  tone?: Tone;
  shape?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span className={styles.tag} data-tone={tone}>
      {shape}
      {children}
    </span>
  );
}

/** Tags that can be taken off. */
export interface TagsProps {
  /** The name of the list. */
  label: string;
  items: readonly { id: string; label: string }[];
  onRemove?: (id: string) => void;
}

/** A list of tags; Delete or the cross takes one off. */
export function Tags({ label, items, onRemove }: TagsProps) {
  return (
    <TagGroup
      aria-label={label}
      {...(onRemove
        ? {
            onRemove: (keys) => {
              for (const key of keys) onRemove(String(key));
            },
          }
        : {})}
    >
      <TagList className={styles.tags ?? ''} items={items}>
        {(item) => (
          <AriaTag className={`${styles.tag} ${styles.removable}`} id={item.id} textValue={item.label}>
            <span className={styles.words}>{item.label}</span>
            {onRemove && (
              <Button slot="remove" className={styles.remove ?? ''}>
                <X />
              </Button>
            )}
          </AriaTag>
        )}
      </TagList>
    </TagGroup>
  );
}
