/** All keys in one list, shown by `?`. @module */

import { useLingui } from '@lingui/react/macro';
import { Dialog } from '../ui/dialog.tsx';
import styles from './key-map.module.css';
import { places } from './places.ts';

/** @param onClose - closes the list */
export function KeyMap({ onClose }: { onClose(): void }) {
  const { t, i18n } = useLingui();
  const groups: { title: string; keys: [string, string][] }[] = [
    {
      title: t`Everywhere`,
      keys: [
        ['Ctrl K', t`Search or do`],
        ['/', t`Go to the filter`],
        ['[', t`Fold the rail`],
        ['D', t`Download`],
        ['Y', t`Generate`],
        ['?', t`These keys`],
        ['Esc', t`Close what lies on top`],
        ['Ctrl Z', t`Withdraw what was just entered`],
        ['Ctrl P', t`Print`],
      ],
    },
    {
      title: t`Go to`,
      keys: places.map(({ key, title }): [string, string] => [`G ${key.toUpperCase()}`, i18n._(title)]),
    },
    {
      title: t`In the matrix`,
      keys: [
        ['← ↑ → ↓', t`Move from day to day`],
        ['Home End', t`First and last day`],
        ['PgUp PgDn', t`A page of people`],
        ['Enter', t`Open the day`],
        ['Space', t`Select the person`],
        ['N P', t`Next and previous day that needs a look`],
        [', .', t`Previous and next period`],
      ],
    },
    {
      title: t`In an open day`,
      keys: [
        ['J K', t`Next and previous day that needs a look`],
        ['C', t`Add a time`],
        ['L', t`Add leave`],
        ['R', t`Add a remark`],
        ['E', t`Edit`],
      ],
    },
  ];
  return (
    <Dialog isOpen onClose={onClose} title={t`Keys`} size="wide" isText>
      <div className={styles.groups}>
        {groups.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl className={styles.keys}>
              {keys.map(([key, what]) => (
                <div key={key} className={styles.key}>
                  <dt>
                    {key.split(' ').map((one) => (
                      <kbd key={one}>{one}</kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
