/** Routes by which HR reads and imports the rules file, and the schema of what an import changes. @module */

import * as z from 'zod';
import { LocalDateField } from './fields.ts';
import type { Plain } from './plain.ts';
import { administrators, readers, route } from './route.ts';

/** Largest rules file in bytes. */
const maxRulesFileBytes = 2 * 1024 * 1024;

/** The data of a rules file, or its text where it is YAML: the engine's own schema reads it, and names what is wrong. */
const RulesDocument = z
  .custom<string | Record<string, unknown>>(
    (value) => typeof value === 'string' || (typeof value === 'object' && value !== null),
    { error: 'must be an object' },
  )
  .meta({
    id: 'RulesFile',
    override: { type: 'object' },
    description: 'A rules file. Its fields are those of docs/rules.schema.json',
  });

/** One value that an import changes. */
const Difference = z
  .looseObject({
    path: z.string().meta({ description: 'JSON pointer into the part', example: '/days/monday/shifts/0' }),
    from: z.unknown().optional().meta({ description: 'Absent where there was nothing' }),
    to: z.unknown().optional().meta({ description: 'Absent where nothing is left' }),
  })
  .meta({ id: 'RulesDifference' });

/** A part of the rules that an import adds or changes. */
const RulesChange = z
  .looseObject({
    part: z.enum([
      'schedule',
      'roster',
      'calendar',
      'rules',
      'changes',
      'defaultScheduleId',
      'defaultCalendarId',
    ]),
    id: z.string().optional().meta({ description: 'Of a schedule, roster or calendar' }),
    action: z.enum(['added', 'changed']),
    differences: z.array(Difference).meta({ description: 'At most 100 of a part; none of a new one' }),
  })
  .meta({ id: 'RulesChange' });

/** What an import makes of the rules, part by part. */
export const RulesImport = z
  .looseObject({
    dryRun: z.boolean(),
    changes: z
      .array(RulesChange)
      .meta({ description: 'Parts that the document does not change are left out' }),
    kept: z
      .looseObject({
        schedules: z.array(z.string()),
        rosters: z.array(z.string()),
        calendars: z.array(z.string()),
      })
      .meta({ description: 'Ids that the document does not name: they stay as they are' }),
    recomputed: z
      .looseObject({ from: LocalDateField, to: LocalDateField })
      .nullable()
      .meta({ description: 'Days that are generated again; null when nothing changes' }),
  })
  .meta({ id: 'RulesImport' });
export type RulesImport = Plain<z.output<typeof RulesImport>>;

/** Routes of the rules file: everything that the sheets of all users depend on, as one document. */
export const rulesFile = {
  getRulesFile: route({
    method: 'GET',
    path: '/v1/rules-file',
    service: 'api',
    principals: readers,
    scopes: ['plan:read'],
    tag: 'plan',
    summary: 'Schedules, rosters, calendars and rules as one document, JSON or YAML',
    answer: { status: 200, body: RulesDocument, yaml: true, etag: true },
  }),
  putRulesFile: route({
    method: 'PUT',
    path: '/v1/rules-file',
    service: 'api',
    principals: administrators,
    tag: 'plan',
    summary: 'Import a rules file, JSON or YAML; with dryRun=true only say what it would change',
    query: z.strictObject({
      dryRun: z.enum(['true', 'false']).default('false').meta({ description: 'Check and compare only' }),
    }),
    body: RulesDocument,
    yamlBody: true,
    bodyLimitBytes: maxRulesFileBytes,
    ifMatch: 'The rules',
    answer: { status: 200, body: RulesImport, etag: true },
    problems: ['request.stale', 'request.no-if-match', 'plan.overlap'],
  }),
};
