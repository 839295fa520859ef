/** Works out what one Monday shift pays under given overtime layers, for tests of overtime. @module */

import type { AttendanceRulesPatch } from '../model/index.ts';
import { OvertimeLayer } from '../model/index.ts';
import { plainShift } from './presets.ts';
import { dayOf, type Scenario } from './scenario.ts';

/** Layers of overtime with their defaults. */
export function layersOf(layers: readonly object[]): OvertimeLayer[] {
  return layers.map((layer) => OvertimeLayer.parse(layer));
}

/**
 * What a Monday of a 9:00 to 17:00 shift pays: regular seconds, and overtime seconds by pay code.
 * @param times - of its punches, `HH:MM` with a key as in a scenario
 * @throws RangeError when regular time and overtime are not the worked time
 */
export function paid(
  layers: readonly object[],
  times: readonly string[],
  more: Scenario = {},
  rules: AttendanceRulesPatch = {},
): Record<string, number> {
  const monday = '2026-03-02';
  const overtime = { ...rules.overtime, layers: layersOf(layers) };
  const schedules = [plainShift('09:00', '17:00', { ...rules, overtime })];
  const punches = times.map((time) => `${monday} ${time}`);
  const day = dayOf({ schedules, punches, ...more }, monday);
  const given = day.overtime.reduce((sum, { seconds }) => sum + seconds, 0);
  if (day.regular + given !== day.worked)
    throw new RangeError('regular time and overtime are the worked time');
  return {
    regular: day.regular,
    ...Object.fromEntries(day.overtime.map(({ code, seconds }) => [code, seconds])),
  };
}
