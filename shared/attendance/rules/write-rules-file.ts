/** Writes a rules file as people like to read it, without the values that are defaults anyway. @module */

import type * as z from 'zod';
import { ClockingSchedule, canonicalText, DutyRoster, HolidayCalendar } from '../model/index.ts';
import { type RulesFile, RulesFileShape } from './rules-file.ts';

/**
 * A rules file as people like to read it: without what is left out anyway.
 * @returns JSON data, ready for a YAML or JSON writer; `readRulesFile` makes the same file of it
 */
export function writeRulesFile(file: RulesFile): Record<string, unknown> {
  const { schedules, rosters, calendars, changes, ...head } = file;
  return {
    ...withoutDefaults(headShape, head),
    ...list('schedules', schedules, ClockingSchedule),
    ...list('rosters', rosters, DutyRoster),
    ...list('calendars', calendars, HolidayCalendar),
    ...list('changes', changes, RulesFileShape.shape.changes.unwrap().element),
  };
}

const headShape = RulesFileShape.omit({ schedules: true, rosters: true, calendars: true, changes: true });

function list(name: string, items: readonly object[], schema: z.ZodType): object {
  return items.length === 0 ? {} : { [name]: items.map((item) => withoutDefaults(schema, item)) };
}

/** Leaves out every field without which the schema reads the same. */
function withoutDefaults(schema: z.ZodType, value: object): object {
  const wanted = canonicalText(value);
  const root = structuredClone(value);
  const isSame = (): boolean => {
    const read = schema.safeParse(root);
    return read.success && canonicalText(read.data) === wanted;
  };
  const prune = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(prune);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    const fields = node as Record<string, unknown>;
    for (const [key, field] of Object.entries(fields)) {
      delete fields[key];
      if (isSame()) continue;
      fields[key] = field;
      prune(field);
    }
  };
  prune(root);
  return root;
}
