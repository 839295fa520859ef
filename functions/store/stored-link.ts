/** The links of a PIN as they are stored. @module */

import type { LinkId } from '#shared/contract/ids.ts';
import type { LinkTarget } from '#shared/punch/claims.ts';
import type { CanonicalPin } from '#shared/punch/pin.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import { flag, listOf, number, object, oneByField, oneOf, optional, text } from './shape.ts';
import { type Withdrawal, withdrawalShape } from './stored-entry.ts';
import { readerOf } from './stored-kind.ts';

/** A link as stored: what it says of which punches, by whom, when and why. */
export interface StoredLink {
  id: LinkId;
  pin: CanonicalPin;
  target: LinkTarget;
  terminal?: Serial | undefined;
  from?: LocalDate | undefined;
  created?: boolean | undefined;
  author: string;
  enteredAt: Instant;
  reason: string;
  withdrawn?: Withdrawal | undefined;
  /** The merge of two users that entered it. */
  merge?: LinkId | undefined;
}

/** The links of a PIN, in the order in which they were entered, withdrawn ones included. */
export interface LinksOfPin {
  pin: CanonicalPin;
  links: StoredLink[];
  version: number;
}

/** Reads the links of a PIN. @throws UnreadableItem */
export const toLinks = readerOf(
  'links of a PIN',
  object<LinksOfPin>({
    pin: text(),
    links: listOf(
      object<StoredLink>({
        id: text(),
        pin: text(),
        target: oneByField<LinkTarget, 'kind'>('kind', {
          user: object({ kind: oneOf('user'), userId: text() }),
          ignored: object({ kind: oneOf('ignored') }),
        }),
        terminal: optional(text()),
        from: optional(text()),
        created: optional(flag()),
        author: text(),
        enteredAt: text(),
        reason: text(),
        withdrawn: optional(withdrawalShape),
        merge: optional(text()),
      }),
    ),
    version: number(),
  }),
);
