/** Makes the work of one Monday as the layers of overtime are given it, for tests of single layers. @module */

import { addDays, dayNumber } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { timesOf } from '../day/day-figures.ts';
import type { PaidDay } from '../day/index.ts';
import { compileLayers, Inquiry, lookBackOf, type PolicyLayers, type WorkOfDay } from '../overtime/index.ts';
import type { AnyLayer } from '../overtime/layers/index.ts';
import { completeRules } from '../rules/index.ts';
import { compilePolicy } from '../rules/policy.ts';
import { payRange } from '../sheet/compute-days.ts';
import { layersOf } from './paid.ts';
import { plainShift } from './presets.ts';
import { prepare, type Scenario } from './scenario.ts';

const monday = '2026-03-02' as LocalDate;

/** Layers in the form that the engine reads; `OT` is their code where they name none. */
export function compiledLayers(...documents: readonly object[]): PolicyLayers {
  const layers = layersOf(documents.map((document) => ({ code: 'OT', ...document })));
  return compileLayers(compilePolicy(completeRules({ overtime: { layers } }), lookBackOf));
}

/** The one layer that takes seconds of the work. */
export function compiledLayer(document: object): AnyLayer {
  const [layer] = compiledLayers(document).serving;
  if (layer === undefined) throw new RangeError('a layer that is no premium');
  return layer;
}

/**
 * The work of a Monday of a 9:00 to 17:00 shift. Its questions are answered as on a user's first day.
 * @param times - of its punches, `HH:MM` with a key as in a scenario
 * @param changed - what is not as the shift has it
 */
export function workOf(
  times: readonly string[],
  changed: Partial<WorkOfDay> = {},
  more: Scenario = {},
): WorkOfDay {
  const schedules = [plainShift('09:00', '17:00')];
  const punches = times.map((time) => `${monday} ${time}`);
  const { input, book } = prepare({ schedules, punches, ...more }, monday, addDays(monday, 1));
  const paid: PaidDay[] = [];
  payRange(input, book, dayNumber(monday), dayNumber(monday) + 1, (day) => paid.push(day));
  const [day] = paid;
  if (day === undefined) throw new RangeError('no day');
  const { basis, figures } = day;
  const { own, plan, pieces, dates, periods } = basis;
  const { policy, spans, worked, expected } = figures;
  const { instances, unusedBreak, givenBack } = timesOf(basis);
  return {
    day: own.day,
    zone: plan.zone,
    dayType: plan.dayType,
    policy,
    spans,
    worked,
    expected,
    instances,
    pieces,
    unusedBreak,
    givenBack,
    leaveWorked: 0,
    dates,
    inquiry: new Inquiry(own.day, null, policy, periods),
    ...changed,
  };
}
