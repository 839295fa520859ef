/** The head of every screen: whose console it is, the palette, how fresh everything is, theme, and who is signed in. @module */

import { useLingui } from '@lingui/react/macro';
import { Moon, Search, Sun } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useMe } from '../api/index.ts';
import { IconButton } from '../ui/button.tsx';
import { setTheme, theme } from '../ui/theme.ts';
import { Freshness } from './freshness.tsx';
import styles from './head.module.css';

// Menus are a tenth of the first page, and nobody opens one before it is there.
const PersonMenu = lazy(async () => ({ default: (await import('./person-menu.tsx')).PersonMenu }));

/** @param onPalette - opens the palette @param onKeys - shows all keys */
export function Head({ onPalette, onKeys }: { onPalette(): void; onKeys(): void }) {
  const { t } = useLingui();
  const me = useMe();
  const [shownTheme, setShownTheme] = useState(theme);
  const turn = () => {
    const next = shownTheme === 'dark' ? 'light' : 'dark';
    setTheme(next);
    setShownTheme(next);
  };
  return (
    <header className={styles.head}>
      <span className={styles.organisation}>{me.organisationName ?? t`Your organisation`}</span>
      <button type="button" className={styles.search} onClick={onPalette} aria-keyshortcuts="Control+K">
        <Search size={16} aria-hidden="true" />
        <span className={styles.searchText}>{t`Search or do…`}</span>
        <kbd className={styles.keys}>Ctrl K</kbd>
      </button>
      <div className={styles.end}>
        <Freshness />
        <IconButton label={shownTheme === 'dark' ? t`Light theme` : t`Dark theme`} onPress={turn}>
          {shownTheme === 'dark' ? <Sun /> : <Moon />}
        </IconButton>
        <Suspense fallback={<span className={styles.menuPlace} />}>
          <PersonMenu onKeys={onKeys} />
        </Suspense>
      </div>
    </header>
  );
}
