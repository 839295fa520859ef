/** The places of the rail, in order, with the key that goes there after `g`. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  CalendarDays,
  ChartColumn,
  ClockFading,
  type LucideIcon,
  Radio,
  Settings,
  Sun,
  Users,
} from 'lucide-react';
import type { Overview } from '#shared/contract/overview.ts';

/** One place of the rail. */
export interface Place {
  to: '/today' | '/attendance' | '/users' | '/schedules' | '/terminals' | '/reports' | '/settings';
  title: MessageDescriptor;
  icon: LucideIcon;
  /** Pressed after `g`. */
  key: string;
  /** Lies in the bar of a phone; the others are behind "More". */
  isNear: boolean;
  /** What waits there, as a number or a sign; nothing where all is well. */
  badge?(overview: Overview): string | undefined;
}

function number(count: number): string | undefined {
  if (count === 0) return undefined;
  return count > 999 ? '999+' : String(count);
}

/** All places, in order. */
export const places: readonly Place[] = [
  {
    to: '/today',
    title: msg`Today`,
    icon: Sun,
    key: 't',
    isNear: true,
    badge: ({ missing, toApprove, quarantined, failedWebhooks = 0, awaiting }) =>
      number(
        missing +
          toApprove +
          quarantined +
          failedWebhooks +
          awaiting.corrections +
          awaiting.leaves +
          awaiting.dayOverrides,
      ),
  },
  { to: '/attendance', title: msg`Attendance`, icon: CalendarDays, key: 'a', isNear: true },
  {
    to: '/users',
    title: msg`Users`,
    icon: Users,
    key: 'u',
    isNear: true,
    badge: ({ provisionalUsers, unknownUsers }) => number(provisionalUsers + unknownUsers),
  },
  { to: '/schedules', title: msg`Schedules`, icon: ClockFading, key: 's', isNear: false },
  {
    to: '/terminals',
    title: msg`Terminals`,
    icon: Radio,
    key: 'm',
    isNear: true,
    badge: ({ terminals, pendingTerminals }) =>
      terminals.silent + terminals.faulty > 0 ? '!' : number(pendingTerminals ?? 0),
  },
  { to: '/reports', title: msg`Reports`, icon: ChartColumn, key: 'r', isNear: false },
  { to: '/settings', title: msg`Settings`, icon: Settings, key: ',', isNear: false },
];
