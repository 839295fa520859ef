/** A field above groups of things to do or to go to: arrows choose, Enter does it, Esc closes. @module */

import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Dialog } from 'react-aria-components/Dialog';
import { Header } from 'react-aria-components/Header';
import { Input } from 'react-aria-components/Input';
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { SearchField } from 'react-aria-components/SearchField';
import styles from './command-dialog.module.css';
import { Scroller } from './scroller.tsx';

/** One line of the list. */
export interface CommandLine {
  /** Unique in the whole list. */
  id: string;
  title: string;
  /** Beside the title, quieter: an id, a place. */
  detail?: string | undefined;
  /** Keys that do the same. */
  keys?: string | undefined;
  run(): void;
}

/** Lines under one heading. */
export interface CommandGroup {
  title: string;
  lines: readonly CommandLine[];
}

/** What the dialog is given. */
export interface CommandDialogProps {
  label: string;
  placeholder: string;
  groups: readonly CommandGroup[];
  /** What is said when nothing fits. */
  empty: ReactNode;
  text: string;
  onText(text: string): void;
  onClose(): void;
}

/** The caller filters: all lines that are given are shown. */
export function CommandDialog({
  label,
  placeholder,
  groups,
  empty,
  text,
  onText,
  onClose,
}: CommandDialogProps) {
  const lines = new Map(groups.flatMap(({ lines }) => lines.map((line) => [line.id, line] as const)));
  return (
    <ModalOverlay
      className={`${styles.veil} overlay`}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      isDismissable
    >
      <Modal className={styles.box ?? ''}>
        <Dialog className={styles.dialog ?? ''} aria-label={label}>
          <Autocomplete inputValue={text} onInputChange={onText}>
            <SearchField className={styles.field ?? ''} aria-label={label} autoFocus>
              <Search size={18} aria-hidden="true" />
              <Input className={styles.input ?? ''} placeholder={placeholder} />
            </SearchField>
            <Scroller label={label} className={styles.list}>
              <Menu
                className={styles.lines ?? ''}
                aria-label={label}
                renderEmptyState={() => <div className={styles.empty}>{empty}</div>}
                onAction={(id) => {
                  onClose();
                  lines.get(String(id))?.run();
                }}
              >
                {groups
                  .filter(({ lines }) => lines.length > 0)
                  .map(({ title, lines }) => (
                    <MenuSection key={title} className={styles.group ?? ''}>
                      <Header className={styles.heading ?? ''}>{title}</Header>
                      {lines.map(({ id, title: text, detail, keys }) => (
                        <MenuItem key={id} id={id} className={styles.line ?? ''} textValue={text}>
                          <span className={styles.title}>{text}</span>
                          {detail !== undefined && <span className={styles.detail}>{detail}</span>}
                          {keys !== undefined && <kbd className={styles.keys}>{keys}</kbd>}
                        </MenuItem>
                      ))}
                    </MenuSection>
                  ))}
              </Menu>
            </Scroller>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
