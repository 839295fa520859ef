import { expect, test } from 'vitest';
import { driftSentence, fittingZone, zoneSentence } from './fitting-zone.ts';

const winter = Date.parse('2026-01-15T08:00:00Z');
const summer = Date.parse('2026-07-15T08:00:00Z');

test.each([
  [19_800, 'UTC', winter, '+05:30', 'Asia/Kolkata'],
  [19_840, 'UTC', winter, '+05:30', 'Asia/Kolkata'],
  [-19_800, 'Asia/Kolkata', winter, '+00:00', 'UTC'],
  [900, 'Asia/Kolkata', winter, '+05:45', 'Asia/Kathmandu'],
  [12_600, 'Europe/Berlin', summer, '+05:30', 'Asia/Kolkata'],
  // It was not told about summer time.
  [-3600, 'Europe/Berlin', summer, '+01:00', 'Europe/London'],
  [45_900, 'UTC', summer, '+12:45', 'Pacific/Chatham'],
  [8100, 'UTC', summer, '+02:15', null],
])('a drift of %i s in %s fits a zone', (drift, zone, at, offset, name) => {
  expect(fittingZone(drift, zone, at)).toEqual({ offset, zone: name });
});

test.each([40, 600, -90, 7 * 86_400])('a drift of %i s fits none', (drift) => {
  expect(fittingZone(drift, 'UTC', winter)).toBeNull();
});

test('no sentence advises to set a clock before its zone has been looked at', () => {
  const facts = { name: 'terminal A1', zone: 'UTC', driftSeconds: 19_800 };
  const said = zoneSentence({ offset: '+05:30', zone: 'Asia/Kolkata' }, facts);
  expect(said).toContain('zone: Asia/Kolkata');
  expect(said).not.toContain('setClock');
  const drift = driftSentence('terminal A1', 'UTC', 600);
  expect(drift.indexOf('zone')).toBeLessThan(drift.indexOf('set the clock'));
});
