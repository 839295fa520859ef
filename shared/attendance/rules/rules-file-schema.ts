/** Makes the JSON Schema of a rules file, for editors and checkers. @module */

import * as z from 'zod';
import {
  AttendanceRulesPatch,
  AutoClose,
  allowWeekdayRanges,
  ClockingSchedule,
  Column,
  ColumnRounding,
  DateText,
  DayDefinition,
  DayType,
  DutyRoster,
  Holiday,
  HolidayCalendar,
  Id,
  LocalTime,
  Minutes,
  OvertimeLayer,
  RosterEntry,
  Shift,
  Slots,
  TotalRounding,
} from '../model/index.ts';
import { RulesFile } from './rules-file.ts';

/** Parts that are named in the JSON Schema, so that each is written once. */
const parts = {
  AttendanceRulesPatch,
  AutoClose,
  ClockingSchedule,
  Column,
  ColumnRounding,
  Date: DateText,
  DayDefinition,
  DayType,
  DutyRoster,
  Holiday,
  HolidayCalendar,
  Id,
  LocalTime,
  Minutes,
  OvertimeLayer,
  RosterEntry,
  Shift,
  Slots,
  TotalRounding,
};

/** The JSON Schema of a rules file, for editors and for whoever checks one. */
export function rulesFileJsonSchema(): object {
  const metadata = z.registry<Record<string, unknown>>();
  for (const [id, schema] of Object.entries(parts)) metadata.add(schema, { ...schema.meta(), id });
  const schema = z.toJSONSchema(RulesFile, { io: 'input', unrepresentable: 'any', metadata });
  allowWeekdayRanges(schema);
  return {
    ...schema,
    title: 'Rollcall rules file',
    description: 'Schedules, duty rosters, holiday calendars and rules of an organisation, as YAML or JSON.',
  };
}
