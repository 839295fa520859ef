/** Writes a rules file as people like to read it, without the values that are defaults anyway. @module */

import * as z from 'zod';
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

/**
 * Leaves out every field without which the schema reads the same. The objects of a list that the schema names are looked at
 * one by one: each by its own schema, so that a calendar of thousands of holidays is not read anew for each of their fields.
 */
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
      const element = node === root ? elementOf(schema, key) : null;
      fields[key] =
        element !== null && Array.isArray(field) ? field.map((item) => shortened(element, item)) : field;
      if (element === null) prune(field);
    }
  };
  prune(root);
  return root;
}

function shortened(schema: z.ZodType, item: unknown): unknown {
  return typeof item === 'object' && item !== null ? withoutDefaults(schema, item) : item;
}

/** What the list under a key of an object holds; `null` where the schema is no such object, or the key no list. */
function elementOf(schema: z.ZodType, key: string): z.ZodType | null {
  if (!(schema instanceof z.ZodObject)) return null;
  let field: unknown = schema.shape[key];
  while (field instanceof z.ZodOptional || field instanceof z.ZodDefault) field = field.unwrap();
  return field instanceof z.ZodArray ? (field.element as z.ZodType) : null;
}
