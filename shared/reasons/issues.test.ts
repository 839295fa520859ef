import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { describeIssue, flawOf, flawOfIssue } from './issues.ts';
import { allReasons, phrase } from './reasons.ts';

function flawIn(schema: z.ZodType, value: unknown, error: typeof describeIssue | null = describeIssue) {
  const [issue] = schema.safeParse(value, error === null ? {} : { error }).error?.issues ?? [];
  return issue && flawOfIssue(issue);
}

const kinds: readonly [key: string, schema: z.ZodType, value: unknown, values?: Record<string, unknown>][] = [
  ['field.missing', z.string(), undefined],
  ['field.missing', z.enum(['a', 'b']), undefined],
  ['field.text', z.string(), 1],
  ['field.number', z.number(), 'x'],
  ['field.whole-number', z.int(), 1.5],
  ['field.boolean', z.boolean(), 'x'],
  ['field.object', z.object({}), 'x'],
  ['field.object', z.record(z.string(), z.string()), 'x'],
  ['field.list', z.array(z.string()), 'x'],
  ['field.only', z.literal('a'), 'b', { choice: ['"a"'] }],
  ['field.one-of', z.enum(['a', 'b']), 'c', { choices: ['"a"', '"b"'] }],
  ['field.no-form', z.union([z.string(), z.number()]), true],
  ['field.format', z.string().regex(/^a$/), 'b'],
  ['field.least', z.number().min(2), 1, { least: 2 }],
  ['field.most', z.number().max(2.5), 3, { most: 2.5 }],
  ['field.least-one-character', z.string().min(1), ''],
  ['field.least-characters', z.string().min(2), '', { least: 2 }],
  ['field.most-one-character', z.string().max(1), 'ab'],
  ['field.most-characters', z.string().max(2), 'abc', { most: 2 }],
  ['field.least-one-entry', z.array(z.string()).min(1), []],
  ['field.least-entries', z.array(z.string()).min(2), [], { least: 2 }],
  ['field.most-one-entry', z.array(z.string()).max(1), ['a', 'b']],
  ['field.most-entries', z.array(z.string()).max(2), ['a', 'b', 'c'], { most: 2 }],
  ['field.step', z.number().multipleOf(5), 6, { step: 5 }],
  ['field.unknown', z.strictObject({}), { a: 1 }],
];

describe('what a schema refuses', () => {
  test.each(kinds)('is said with the key %s', (key, schema, value, values = {}) => {
    expect(flawIn(schema, value)?.told).toMatchObject({ key, values });
  });

  test.each(kinds)('has the key %s also in the words of the library', (key, schema, value, values = {}) => {
    const told = flawIn(schema, value, null)?.told;
    // The library has the same words for what is absent and for what is none of the choices.
    if (key === 'field.missing' && schema instanceof z.ZodEnum) expect(told?.key).toBe('field.one-of');
    else expect(told).toMatchObject({ key, values });
  });

  test('is said with the key of a rule that the schema has of its own, by its words or by what it gives', () => {
    const date = z.string().refine(() => false, 'must be a date that exists, as YYYY-MM-DD');
    expect(flawIn(date, 'x')).toEqual({
      message: 'must be a date that exists, as YYYY-MM-DD',
      told: { key: 'field.date', values: {}, text: 'must be a date that exists, as YYYY-MM-DD' },
    });
    const list = z.string().superRefine((id, context) => {
      context.addIssue(flawOf(phrase('document.twice', { id })));
    });
    expect(flawIn(list, 'office')?.told).toMatchObject({ key: 'document.twice', values: { id: 'office' } });
  });

  test('keeps its English alone where the closed set has no such rule', () => {
    const odd = z.string().refine(() => false, 'must be something else');
    expect(flawIn(odd, 'x')).toEqual({ message: 'must be something else' });
    expect(flawIn(z.string().max(2, 'two are enough'), 'abc')).toEqual({ message: 'two are enough' });
  });

  test('has words of its own for each rule: no sentence stands for two', () => {
    const own = allReasons().filter(
      ({ key, values }) => /^(field|document)/.test(key) && values.length === 0,
    );
    expect(new Set(own.map(({ template }) => template)).size).toBe(own.length);
  });
});
