/** Keys of the keyboard, as they stand in hints and in the key map. @module */

import styles from './keys.module.css';

/** @param keys - a chord or a sequence as `useHotkey` takes it: `Mod+k`, `g t`, `?` */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keys.split(' ').map((key, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order of the keys is what they are
        <kbd key={index} className={styles.key}>
          {nameOf(key)}
        </kbd>
      ))}
    </span>
  );
}

const names: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

function nameOf(key: string): string {
  return key
    .split('+')
    .map((part) => names[part] ?? (part.length === 1 && key !== part ? part.toUpperCase() : part))
    .join(' ');
}
