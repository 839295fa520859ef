/** The places that have no room in the bar of a phone. @module */

import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { MenuButton } from '../ui/menu.tsx';
import { places } from './places.ts';

/** A menu of these places. */
export function MorePlaces() {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  return (
    <MenuButton
      label={t`More places`}
      icon={<Ellipsis />}
      isIconOnly
      placement="bottom end"
      items={places
        .filter(({ isNear }) => !isNear)
        .map(({ to, title, icon: Icon }) => ({
          id: to,
          label: i18n._(title),
          icon: <Icon size={16} />,
          onAction: () => void navigate({ to }),
        }))}
    />
  );
}
