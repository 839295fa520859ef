import fc from 'fast-check';
import { expect, test } from 'vitest';
import { presets } from '#shared/attendance/index.ts';
import { isProblem } from '#shared/errors.ts';
import { readRulesDocument, rulesFileAsYaml } from './rules-document.ts';

const shift = (id: string, out = '14:00') =>
  `  - { id: ${id}, name: Early, kind: daily, day: { shifts: [ { slots: { in: 06:00, out: "${out}" } } ] } }\n`;

async function issuesOf(body: string | Record<string, unknown>) {
  const error: unknown = await readRulesDocument(body).catch((thrown: unknown) => thrown);
  if (!isProblem(error, 'request.invalid')) throw error;
  return error.facts.issues;
}

test.each(Object.entries(presets))(
  'the preset %s is the same after it was written as YAML',
  async (_, preset) => {
    const file = await readRulesDocument({ ...preset });
    expect(await readRulesDocument(await rulesFileAsYaml(file))).toEqual(file);
  },
);

test('an empty document says what the defaults say', async () => {
  expect(await readRulesDocument('{}')).toEqual(await readRulesDocument({}));
});

test('what is wrong in YAML is named with its place and its line', async () => {
  const issues = await issuesOf(`name: Sample\nschedules:\n${shift('early')}${shift('late', '25:00')}`);
  expect(issues).toEqual([
    {
      in: 'body',
      path: '/schedules/1/day/shifts/0/slots/out',
      message: 'line 4: write the time as HH:MM, 00:00 to 23:59',
      told: {
        key: 'field.at-line',
        values: { line: 4, flaw: { key: 'document.time', values: {} } },
        text: 'line 4: write the time as HH:MM, 00:00 to 23:59',
      },
    },
  ]);
});

test('what is missing is named with the line of what lacks it', async () => {
  const issues = await issuesOf('rosters:\n  - id: turns\n    name: Turns\n    kind: cycle\n');
  expect(issues.map(({ path, message }) => [path, message.split(':')[0]])).toEqual([
    ['/rosters/0/anchor', 'line 2'],
    ['/rosters/0/entries', 'line 2'],
  ]);
});

test('an id that no URL of the API can name is refused, also in a dated change', async () => {
  const issues = await issuesOf(
    `schedules:\n${shift('"Early Shift"')}changes:\n  - from: 2026-04-01\n    schedules:\n    ${shift('ÉARLY')}`,
  );
  expect(issues.map(({ path }) => path)).toEqual(['/schedules/0/id', '/changes/0/schedules/0/id']);
});

test('a calendar that no item of the table can hold is refused', async () => {
  const holidays = Array.from({ length: 8_000 }, (_, day) => ({
    date: new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
    name: 'Sample day',
  }));
  const issues = await issuesOf({ calendars: [{ id: 'sample', name: 'Sample', holidays }] });
  expect(issues).toMatchObject([{ path: '/calendars/0', message: expect.stringMatching('too large') }]);
});

test('text that is not YAML is refused with its line', async () => {
  const [issue] = await issuesOf('rules:\n  overtime: [\n');
  expect(issue).toMatchObject({ in: 'body', path: '' });
  expect(issue?.message).toMatch(/line \d/);
});

test('any text is read or refused, and nothing else happens', async () => {
  const bombs = fc.constantFrom('a: &a [*a]', `${'['.repeat(50_000)}`, '__proto__: { version: 1 }', '? : ?');
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), bombs), async (text) => {
      try {
        await readRulesDocument(text);
      } catch (error) {
        if (!isProblem(error, 'request.invalid')) throw error;
      }
    }),
  );
});
