import { expect, test } from 'vitest';
import { type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import type { StoredSilence } from '../../store/silences.ts';
import { judgeSilence, type Watched } from './silent-things.ts';

const at = (minute: number): Instant => instantFromEpoch(Date.UTC(2026, 2, 20, 12, minute));
const bridge = (state: Watched['state'], since?: number): Watched => ({
  thing: 'bridge',
  id: 'brg_1',
  sites: ['Gate'],
  state,
  since: since === undefined ? undefined : at(since),
});
const terminal = (state: Watched['state'], since?: number): Watched => ({
  ...bridge(state, since),
  thing: 'terminal',
  id: 'DOOR1',
});

/** What a look finds, in short, and what is stored after it. */
function look(things: Watched[], before: StoredSilence[], minute: number) {
  const { silent, heard, gone } = judgeSilence(things, before, 60, at(minute));
  const written = [...silent, ...heard, ...gone];
  const isWritten = (one: StoredSilence) =>
    written.some(({ thing, id }) => thing === one.thing && id === one.id);
  const told = [silent, heard, gone].map((list) => list.map(({ id }) => id));
  return { told, silent, stored: [...before.filter((one) => !isWritten(one)), ...written] };
}

test('a thing is told once it has been silent for long enough, once for as long as it stays so, and once when it is back', () => {
  const early = look([bridge('silent', 0)], [], 59);
  expect(early.told).toEqual([[], [], []]);
  const first = look([bridge('silent', 0)], early.stored, 60);
  expect(first.told).toEqual([['brg_1'], [], []]);
  // It was heard of for a moment, between two looks: neither its return nor its new silence is news.
  const later = look([bridge('silent', 80)], first.stored, 90);
  expect(later.told).toEqual([[], [], []]);
  const back = look([bridge('heard')], later.stored, 105);
  expect(back.told).toEqual([[], ['brg_1'], []]);
  expect(look([bridge('heard')], back.stored, 120).told).toEqual([[], [], []]);
  const again = look([bridge('silent', 110)], back.stored, 170);
  expect(again.told).toEqual([['brg_1'], [], []]);
  expect(look([], again.stored, 185).told).toEqual([[], [], ['brg_1']]);
});

test('a thing of which nobody knows anything is neither silent nor back', () => {
  const { stored } = look([terminal('silent', 0)], [], 60);
  expect(look([terminal('unknown'), bridge('unknown')], stored, 75).told).toEqual([[], [], []]);
});

test('a site is silent as a whole when nothing of it is heard', () => {
  const wholeSites = (things: Watched[]) => look(things, [], 60).silent.map(({ wholeSite }) => wholeSite);
  expect(wholeSites([bridge('silent', 0), terminal('unknown')])).toEqual([true]);
  expect(wholeSites([bridge('heard'), terminal('silent', 0)])).toEqual([false]);
  expect(wholeSites([{ ...bridge('silent', 0), sites: [] }])).toEqual([false]);
  const atTwo = { ...bridge('silent', 0), sites: ['Gate', 'Yard'] };
  expect(wholeSites([atTwo, { ...terminal('heard'), sites: ['Yard'] }])).toEqual([false]);
});
