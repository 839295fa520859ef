/** A list whose order is changed by dragging, by the keyboard, or by its arrows. @module */

import { useLingui } from '@lingui/react/macro';
import { ChevronDown, ChevronUp, GripVertical } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, GridList, GridListItem } from 'react-aria-components/GridList';
import { useDragAndDrop } from 'react-aria-components/useDragAndDrop';
import { IconButton } from './button.tsx';
import styles from './sortable-list.module.css';

/** A list that can be put in order. */
export interface SortableListProps<T> {
  /** The name of the list. */
  label: string;
  items: readonly T[];
  idOf: (item: T) => string;
  /** How an item is called aloud. */
  nameOf: (item: T) => string;
  onOrder: (items: T[]) => void;
  render: (item: T) => ReactNode;
}

/** The items with some of them put before the one at `to`. */
function moved<T>(items: readonly T[], isMoving: (item: T) => boolean, to: number): T[] {
  const before = items.slice(0, to).filter((item) => !isMoving(item));
  const after = items.slice(to).filter((item) => !isMoving(item));
  return [...before, ...items.filter(isMoving), ...after];
}

/** A list that can be put in order; what stands in its rows is reached by Tab. */
export function SortableList<T>({ label, items, idOf, nameOf, onOrder, render }: SortableListProps<T>) {
  const { t } = useLingui();
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) => {
      const index = items.findIndex((item) => idOf(item) === target.key);
      const to = target.dropPosition === 'before' ? index : index + 1;
      onOrder(moved(items, (item) => keys.has(idOf(item)), to));
    },
  });
  const step = (item: T, by: -1 | 2) => {
    const index = items.indexOf(item);
    onOrder(moved(items, (one) => one === item, index + by));
  };
  return (
    <GridList
      aria-label={label}
      className={styles.list ?? ''}
      items={items.map((item, index) => ({ id: idOf(item), item, index }))}
      dragAndDropHooks={dragAndDropHooks}
      keyboardNavigationBehavior="tab"
    >
      {({ id, item, index }) => {
        const name = nameOf(item);
        return (
          <GridListItem id={id} textValue={name} className={styles.item ?? ''}>
            <Button slot="drag" className={styles.grip ?? ''} aria-label={t`Drag ${name}`}>
              <GripVertical />
            </Button>
            <div className={styles.content}>{render(item)}</div>
            <IconButton
              size="small"
              label={t`Move ${name} up`}
              isDisabled={index === 0}
              onPress={() => step(item, -1)}
            >
              <ChevronUp />
            </IconButton>
            <IconButton
              size="small"
              label={t`Move ${name} down`}
              isDisabled={index === items.length - 1}
              onPress={() => step(item, 2)}
            >
              <ChevronDown />
            </IconButton>
          </GridListItem>
        );
      }}
    </GridList>
  );
}
