/** What surrounds every screen: rail, head, palette, keys, and the dialogs that all screens can open. @module */

import { useLingui } from '@lingui/react/macro';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useRights } from '../api/index.ts';
import { openDialog, openedDialog } from '../ui/dialogs.ts';
import { useStore } from '../ui/store.ts';
import { useHotkey } from '../ui/use-hotkey.ts';
import { Head } from './head.tsx';
import { NewVersion } from './new-version.tsx';
import { Offline } from './offline.tsx';
import { type Place, places } from './places.ts';
import { Rail } from './rail.tsx';
import styles from './shell.module.css';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const KeyMap = lazy(async () => ({ default: (await import('./key-map.tsx')).KeyMap }));
const DialogHost = lazy(async () => ({ default: (await import('./dialog-host.tsx')).DialogHost }));

const foldPlace = 'rollcall.rail';

/** Whether the person has folded the rail, or the page is too narrow for it. */
function useFolded(): [boolean, () => void] {
  const [isFolded, setIsFolded] = useState(
    () => (localStorage.getItem(foldPlace) ?? (innerWidth < 1024 ? 'folded' : 'open')) === 'folded',
  );
  const fold = () => {
    localStorage.setItem(foldPlace, isFolded ? 'open' : 'folded');
    setIsFolded(!isFolded);
  };
  return [isFolded, fold];
}

/** Goes to a place of the rail by `g` and its key. */
function PlaceKey({ place: { key, to } }: { place: Place }) {
  const navigate = useNavigate();
  useHotkey(`g ${key}`, () => void navigate({ to }));
  return null;
}

/** The frame of the console. */
export function Shell() {
  const { t } = useLingui();
  const { mayEdit } = useRights();
  const [isFolded, fold] = useFolded();
  const [over, setOver] = useState<'palette' | 'keys'>();
  const dialog = useStore(openedDialog);
  useHotkey('Mod+k', () => setOver('palette'));
  useHotkey('?', () => setOver('keys'));
  useHotkey('[', fold);
  useHotkey('/', () => document.querySelector<HTMLElement>('main input[type=search]')?.focus());
  useHotkey('d', () => openDialog('download', {}), { isEnabled: mayEdit });
  useHotkey('y', () => openDialog('generate', {}), { isEnabled: mayEdit });
  useEffect(() => {
    // Loaded while nothing else is to be done, so that the first press of Ctrl K is quick.
    const timer = setTimeout(() => void import('./palette.tsx'), 2_000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#screen">
        {t`Skip to the content`}
      </a>
      <Rail isFolded={isFolded} onFold={fold} />
      <div className={styles.page}>
        <NewVersion />
        <Offline />
        <Head onPalette={() => setOver('palette')} onKeys={() => setOver('keys')} />
        <main id="screen" className={styles.screen} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      {places.map((place) => (
        <PlaceKey key={place.key} place={place} />
      ))}
      <Suspense>
        {over === 'palette' && <Palette onClose={() => setOver(undefined)} />}
        {over === 'keys' && <KeyMap onClose={() => setOver(undefined)} />}
        {dialog && <DialogHost dialog={dialog} />}
      </Suspense>
    </div>
  );
}
