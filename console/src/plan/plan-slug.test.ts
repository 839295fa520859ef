import { expect, test } from 'vitest';
import { Slug } from '#shared/contract/fields.ts';
import { planSlug } from './plan-slug.ts';

test('an id is made of the name, and is not taken', () => {
  expect(planSlug('Night shift (Gate B)', [])).toBe('night-shift-gate-b');
  expect(planSlug('Früh', ['fruh', 'fruh-2'])).toBe('fruh-3');
  expect(planSlug('夜勤', [])).toBe('plan');
});

test.each(['x'.repeat(100), '-- --', '9 to 5', 'É'])('"%s" gives an id that the API takes', (name) => {
  expect(Slug.safeParse(planSlug(name, [planSlug(name, [])])).success).toBe(true);
});
