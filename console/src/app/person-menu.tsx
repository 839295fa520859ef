/** The menu of who is signed in. @module */

import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { UserRound } from 'lucide-react';
import { signOut } from '../access/session.ts';
import { useMe } from '../api/index.ts';
import { roleLooks } from '../day/looks.ts';
import { MenuButton } from '../ui/menu.tsx';

/** @param onKeys - shows all keys */
export function PersonMenu({ onKeys }: { onKeys(): void }) {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const me = useMe();
  const name = me.name ?? me.caller;
  const role = i18n._(roleLooks[me.role].word);
  return (
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
  );
}
