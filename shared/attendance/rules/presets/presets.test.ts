import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { addDays } from '#shared/time/calendar.ts';
import { hoursAndMinutes } from '#shared/time/duration-text.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { DayResult, PaidSeconds } from '../../model/index.ts';
import { compileRules, computeDays } from '../../sheet/index.ts';
import { prepare } from '../../testing/scenario.ts';
import { readRulesFile, ruleBookOf } from '../rules-file.ts';
import { presets } from './index.ts';

/** The presets as the page shows them: a rules file and a worked week each. */

const monday = '2026-03-02' as LocalDate;
const page = readFileSync(new URL('../../../../docs/attendance-rules.md', import.meta.url), 'utf8');

function sectionOf(name: string): { yaml: string; rows: string[][] } {
  const section = page.split('\n### ').find((part) => part.startsWith(`${name}\n`)) ?? '';
  const rows = section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  return { yaml: section.split('```yaml\n')[1]?.split('```')[0] ?? '', rows };
}

function punchTexts(rows: readonly string[][]): string[] {
  return rows.flatMap(([, times = ''], index) =>
    times
      .split(' ')
      .filter((time) => time !== '')
      .map((time) => `${addDays(monday, time.startsWith('+') ? index + 1 : index)} ${time.replace('+', '')}`),
  );
}

const hours = (seconds: number): string => (seconds === 0 ? '' : hoursAndMinutes(seconds));
const paid = (entries: readonly PaidSeconds[]): string =>
  entries
    .map(({ code, seconds, approved }) => `${code} ${hoursAndMinutes(seconds)}${approved ? '' : ' ?'}`)
    .join(', ');

function cellsOf(day: DayResult): string[] {
  const { status, worked, regular, overtime, premiums, short, late, undertime, exceptions } = day;
  const codes = exceptions.map(({ code }) => code).join(', ');
  return [
    status,
    hours(worked),
    hours(regular),
    paid(overtime),
    paid(premiums),
    hours(short),
    hours(late),
    hours(undertime),
    codes,
  ];
}

describe.each(Object.values(presets))('$name', (file) => {
  const { yaml, rows } = sectionOf(file.name ?? '');

  test('stands on the page as it is', () => {
    expect(readRulesFile(parse(yaml))).toEqual({ file });
  });

  test('gives the figures of the week on the page', () => {
    const roster = file.rosters[0];
    const assignments = roster ? [{ rosterId: roster.id, from: '2026-01-01' }] : [];
    const { input } = prepare({ punches: punchTexts(rows), assignments }, monday, addDays(monday, 7));
    const days = computeDays(input, compileRules(ruleBookOf(file)));
    expect(days.map(cellsOf)).toEqual(rows.map((row) => row.slice(2)));
    expect(rows).toHaveLength(7);
  });
});
