/** The status of a user as a word, loud only where somebody has something to do. @module */

import { Trans } from '@lingui/react/macro';
import { CirclePause, Eraser, Sparkle } from 'lucide-react';
import { Tag } from '../ui/chip.tsx';
import type { User } from './queries.ts';

/** The status of a user. */
export function UserStatus({ user }: { user: Pick<User, 'status' | 'erasedAt'> }) {
  if (user.erasedAt !== undefined) {
    return (
      <Tag shape={<Eraser size={12} aria-hidden="true" />}>
        <Trans>Erased</Trans>
      </Tag>
    );
  }
  switch (user.status) {
    case 'provisional':
      return (
        <Tag tone="accent" shape={<Sparkle size={12} aria-hidden="true" />}>
          <Trans>New from log</Trans>
        </Tag>
      );
    case 'suspended':
      return (
        <Tag tone="pending" shape={<CirclePause size={12} aria-hidden="true" />}>
          <Trans>Suspended</Trans>
        </Tag>
      );
    case 'active':
      return <Trans>Active</Trans>;
  }
}
