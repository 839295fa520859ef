import { expect, expectTypeOf, test } from 'vitest';
import {
  anything,
  type Check,
  document,
  either,
  fits,
  flag,
  listOf,
  mapOf,
  number,
  object,
  oneByField,
  oneOf,
  optional,
  orNull,
  text,
} from './shape.ts';

interface Lamp {
  id: string;
  state: 'on' | 'off';
  watts?: number;
  room: string | null;
  bulbs: { colour: string }[];
}

const lamp = object<Lamp>({
  id: text(),
  state: oneOf('on', 'off'),
  watts: optional(number()),
  room: orNull(text()),
  bulbs: listOf(object({ colour: text() })),
});

const aLamp = { id: 'l1', state: 'on', room: null, bulbs: [{ colour: 'white' }] };

test('a value with all its fields passes, and so does one with fields that are not known here', () => {
  expect(lamp(aLamp)).toBeNull();
  expect(lamp({ ...aLamp, watts: 4, addedLater: true })).toBeNull();
});

test.each([
  ['another type', { ...aLamp, id: 7 }, '/id'],
  ['a text outside the set', { ...aLamp, state: 'dim' }, '/state'],
  ['null where it may only be absent', { ...aLamp, watts: null }, '/watts'],
  ['nothing where null is meant', { ...aLamp, room: undefined }, '/room'],
  ['a field deep inside', { ...aLamp, bulbs: [{ colour: 'red' }, {}] }, '/bulbs/1/colour'],
  ['no list', { ...aLamp, bulbs: {} }, '/bulbs'],
  ['a list for the whole', [], ''],
  ['null for the whole', null, ''],
])('%s is named by its path', (_what, value, path) => {
  expect(lamp(value)).toBe(path);
});

test('maps, flags, documents and alternatives', () => {
  expect(mapOf(number())({ a: 1, b: 'x' })).toBe('/b');
  expect(mapOf(anything())({ a: 1, b: 'x' })).toBeNull();
  expect(flag()('true')).toBe('');
  expect(document()({ any: ['thing'] })).toBeNull();
  expect(document()('text')).toBe('');
  const sendTo = either(oneOf('none', 'all'), listOf(text()));
  expect(sendTo('all')).toBeNull();
  expect(sendTo(['T1'])).toBeNull();
  expect(sendTo(['T1', 2])).toBe('/1');
});

test('a field tells which of several objects it is', () => {
  type Portion = { kind: 'full' } | { kind: 'hours'; minutes: number };
  const portion = oneByField<Portion, 'kind'>('kind', {
    full: object({ kind: oneOf('full') }),
    hours: object({ kind: oneOf('hours'), minutes: number() }),
  });
  expect(portion({ kind: 'full' })).toBeNull();
  expect(portion({ kind: 'hours' })).toBe('/minutes');
  expect(portion({ kind: 'third' })).toBe('/kind');
  expect(portion('full')).toBe('');
});

test('a check fits its own type only: what may be absent must be checked as that', () => {
  expectTypeOf<Check<string>>().not.toExtend<Check<string | undefined>>();
  expectTypeOf<Check<'on'>>().not.toExtend<Check<'on' | 'off'>>();
  const value: unknown = aLamp;
  if (fits(lamp, value)) expectTypeOf(value).toEqualTypeOf<Lamp>();
});
