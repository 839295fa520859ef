/** The head of every screen: whose console it is, the palette, how fresh everything is, theme, and who is signed in. @module */

import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { Moon, Search, Sun, UserRound } from 'lucide-react';
import { useState } from 'react';
import { signOut } from '../access/session.ts';
import { useMe } from '../api/index.ts';
import { roleLooks } from '../day/looks.ts';
import { IconButton } from '../ui/button.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { setTheme, theme } from '../ui/theme.ts';
import { Freshness } from './freshness.tsx';
import styles from './head.module.css';

/** @param onPalette - opens the palette @param onKeys - shows all keys */
export function Head({ onPalette, onKeys }: { onPalette(): void; onKeys(): void }) {
  const { t, i18n } = useLingui();
  const me = useMe();
  const name = me.name ?? me.caller;
  const role = i18n._(roleLooks[me.role].word);
  const navigate = useNavigate();
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
        <MenuButton
          label={t`Signed in as ${name}, ${role}`}
          icon={<UserRound />}
          isIconOnly
          placement="bottom end"
          sections={[
            {
              id: 'who',
              title: `${name} · ${role}`,
              items: [
                {
                  id: 'you',
                  label: t`Language, theme, keys`,
                  onAction: () => void navigate({ to: '/settings/$section', params: { section: 'you' } }),
                },
                { id: 'keys', label: t`Keys`, keys: '?', onAction: onKeys },
                { id: 'out', label: t`Sign out`, onAction: () => void signOut() },
              ],
            },
          ]}
        />
      </div>
    </header>
  );
}
