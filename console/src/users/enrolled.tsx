/** What is enrolled at the terminals, as three signs with their numbers. @module */

import { useLingui } from '@lingui/react/macro';
import { CreditCard, Fingerprint, KeyRound, ScanFace } from 'lucide-react';
import type { Enrolled } from './download-rows.ts';
import styles from './enrolled.module.css';

/** Signs and numbers of what is enrolled; a dash where the terminals have said that it is nothing. */
export function EnrolledSigns({ credentials }: { credentials: Enrolled | undefined }) {
  const { t } = useLingui();
  if (credentials === undefined) return <span className={styles.none}>{t`not known`}</span>;
  const { cards = 0, fingers = 0, faces = 0, passwords = 0 } = credentials;
  const signs = [
    { id: 'cards', count: cards, name: t`Cards`, Sign: CreditCard },
    { id: 'fingers', count: fingers, name: t`Fingers`, Sign: Fingerprint },
    { id: 'faces', count: faces, name: t`Faces`, Sign: ScanFace },
    { id: 'passwords', count: passwords, name: t`Passwords`, Sign: KeyRound },
  ].filter(({ count }) => count > 0);
  if (signs.length === 0) return <span className={styles.none}>{t`nothing`}</span>;
  return (
    <span className={styles.signs}>
      {signs.map(({ id, count, name, Sign }) => (
        <span key={id} className={styles.sign} title={`${name}: ${count}`}>
          <Sign aria-hidden="true" />
          <span className="visually-hidden">{name} </span>
          {count}
        </span>
      ))}
    </span>
  );
}
