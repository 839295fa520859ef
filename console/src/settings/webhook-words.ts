/** The words of webhooks. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ChangeKind } from '#shared/contract/changes.ts';
import type { Webhook } from '#shared/contract/webhooks.ts';
import type { Tone } from '../ui/chip.tsx';

/** The kinds of changes, by what people call them. */
export const changeWords: { [K in ChangeKind]: MessageDescriptor } = {
  user: msg`Users`,
  punch: msg`Punches`,
  links: msg`Links of ids`,
  'sheet-row': msg`Days of sheets`,
  correction: msg`Corrections`,
  leave: msg`Leaves`,
  'day-override': msg`Overrides of days`,
  silence: msg`Silent bridges and terminals`,
};

/** All kinds of changes, in the order of the words. */
export const changeKinds = Object.keys(changeWords) as ChangeKind[];

/** How a webhook is. */
export const stateWords: { [S in Webhook['state']]: { word: MessageDescriptor; tone: Tone } } = {
  active: { word: msg`Active`, tone: 'present' },
  off: { word: msg({ message: 'Off', context: 'switched off' }), tone: 'neutral' },
  failed: { word: msg`Given up`, tone: 'absent' },
};
