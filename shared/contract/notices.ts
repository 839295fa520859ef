/** Schemas of notices: the settings that say who is told when something goes silent, and what the feed of changes says of it. @module */

import * as z from 'zod';
import { EmailAddress, InstantField, SiteName } from './fields.ts';
import { usualSilenceMinutes } from './notice-defaults.ts';
import type { Plain } from './plain.ts';

/** Most recipients of notices. */
const mostRecipients = 20;
const mostMinutes = 7 * 24 * 60;

const SilenceNotices = z
  .strictObject({
    active: z.boolean().meta({
      description: 'Whether it is looked for; then the feed of changes has `silence` too, for webhooks',
    }),
    afterMinutes: z
      .number()
      .int()
      .min(15)
      .max(mostMinutes)
      .default(usualSilenceMinutes)
      .meta({
        description:
          'How long nothing was heard of a bridge or a terminal, in minutes. It is looked every 15 minutes, so a notice may ' +
          'come that much later',
      }),
    recipients: z.array(EmailAddress).max(mostRecipients).optional().meta({
      description:
        'Each gets a mail of its own; with none, only webhooks tell. Shown to HR and administrators only',
    }),
  })
  .meta({
    id: 'SilenceNotices',
    description: 'Who is told when nothing is heard of a bridge or a terminal any more, and when it is again',
  });
/** Who is told of silence. */
export type SilenceNotices = Plain<z.output<typeof SilenceNotices>>;

/** Notices that an organisation wants. */
export const NoticeSettings = z
  .strictObject({ silence: SilenceNotices.optional().meta({ description: 'Default: nobody is told' }) })
  .meta({ id: 'NoticeSettings' });
export type NoticeSettings = Plain<z.output<typeof NoticeSettings>>;

/** What can go silent: a terminal that its bridge reads goes with the bridge. */
export const SilentThing = z.enum(['bridge', 'terminal']);

/** The last silence of a bridge or a terminal. */
export const Silence = z
  .looseObject({
    thing: SilentThing,
    id: z.string().meta({ description: 'Id of the bridge, or serial number of the terminal' }),
    name: z.string().optional(),
    sites: z
      .array(SiteName)
      .meta({ description: 'Where it stands; a bridge may have terminals at several sites' }),
    state: z.enum(['silent', 'heard', 'gone']).meta({
      description:
        '`silent`: for longer than the settings say. `heard`: again. `gone`: it was archived or revoked while it was silent',
    }),
    since: InstantField.meta({
      description: 'When it was last heard of, or since when a terminal does not answer its bridge',
    }),
    noticedAt: InstantField.meta({ description: 'When it was found to be silent' }),
    until: InstantField.optional().meta({ description: 'When that was found to be over' }),
    terminals: z
      .array(z.string())
      .optional()
      .meta({ description: 'Serial numbers of terminals of which nothing is heard because of a bridge' }),
    wholeSite: z
      .boolean()
      .meta({ description: 'Whether nothing was heard of anything at its sites when it was noticed' }),
  })
  .meta({ id: 'Silence' });
export type Silence = Plain<z.output<typeof Silence>>;
