/** The list that opens below a field that chooses. @module */

import { Check } from 'lucide-react';
import { ListBoxItem } from 'react-aria-components/ListBox';
import styles from './choices.module.css';

/** Something that can be chosen. */
export interface Choice<Id extends string = string> {
  id: Id;
  label: string;
  /** A line below the label, such as an id. */
  description?: string | undefined;
  isDisabled?: boolean | undefined;
}

/** One line of the list. */
export function ChoiceItem({ choice }: { choice: Choice }) {
  return (
    <ListBoxItem
      id={choice.id}
      textValue={choice.label}
      isDisabled={choice.isDisabled ?? false}
      className={styles.item ?? ''}
    >
      <span className={styles.words}>
        {choice.label}
        {choice.description && <small className={styles.description}>{choice.description}</small>}
      </span>
      <Check className={styles.tick} />
    </ListBoxItem>
  );
}

/** The class of the list. */
export const choicesClass = styles.list ?? '';

/** The class of what stands in its place while it is empty. */
export const noChoicesClass = styles.none ?? '';
