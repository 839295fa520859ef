/** The rail: where one can go, and what waits there. On a phone it lies at the bottom of the page. @module */

import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { PanelLeft } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useOverview } from '../api/index.ts';
import { Logo } from '../ui/logo.tsx';
import { places } from './places.ts';
import styles from './rail.module.css';

const MorePlaces = lazy(async () => ({ default: (await import('./more-places.tsx')).MorePlaces }));

/** @param isFolded - whether only the pictures are shown @param onFold - folds or unfolds it */
export function Rail({ isFolded, onFold }: { isFolded: boolean; onFold(): void }) {
  const { t, i18n } = useLingui();
  const overview = useOverview();
  return (
    <nav className={styles.rail} aria-label={t`Places`} data-folded={isFolded || undefined}>
      <div className={styles.name}>
        <Logo />
        <span className={styles.word}>Rollcall</span>
      </div>
      <ul className={styles.list}>
        {places.map(({ to, title, icon: Icon, badge, isNear }) => {
          const count = overview && badge?.(overview);
          return (
            <li key={to} data-far={!isNear || undefined}>
              <Link className={styles.place} to={to} title={isFolded ? i18n._(title) : undefined}>
                <Icon size={18} aria-hidden="true" />
                <span className={styles.word}>{i18n._(title)}</span>
                {count !== undefined && (
                  <span className={styles.badge}>
                    <span className="visually-hidden">, </span>
                    {count === '!' ? (
                      <>
                        <span aria-hidden="true">!</span>
                        <span className="visually-hidden">{t`needs a look`}</span>
                      </>
                    ) : (
                      count
                    )}
                  </span>
                )}
              </Link>
            </li>
          );
        })}
        <li className={styles.more}>
          <Suspense>
            <MorePlaces />
          </Suspense>
        </li>
      </ul>
      <button
        type="button"
        className={styles.fold}
        onClick={onFold}
        aria-expanded={!isFolded}
        aria-label={isFolded ? t`Show the names of the places` : t`Show pictures only`}
      >
        <PanelLeft size={18} aria-hidden="true" />
      </button>
    </nav>
  );
}
