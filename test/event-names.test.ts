import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bridgeEvents } from '#bridge/log/events.ts';
import { functionEvents } from '#functions/observe/events.ts';
import { metricMeanings } from '#functions/observe/metric-meanings.ts';
import { type MetricName, metricUnits } from '#functions/observe/metrics.ts';
import { auditActions } from '#shared/contract/audit-actions.ts';

const page = readFileSync(new URL('../docs/events.md', import.meta.url), 'utf8');

/** The rows of a table of the page, below a heading. */
function rowsBelow(heading: string): string[] {
  const section = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section.split('\n').filter((line) => line.startsWith('| `'));
}

describe.each([
  ['The audit trail', auditActions],
  ["The bridge's log", bridgeEvents],
  ["The functions' logs", functionEvents],
])('%s', (heading, events) => {
  test('stands in docs/events.md, name by name', () => {
    const rows = Object.entries(events).map(([name, sentence]) => `| \`${name}\` | ${sentence} |`);
    expect(rowsBelow(heading)).toEqual(rows.toSorted());
  });

  test('says what each event means in a sentence', () => {
    for (const sentence of Object.values(events)) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });
});

test('figures stand in docs/events.md, name by name, with their units', () => {
  const rows = Object.entries(metricMeanings).map(
    ([name, meaning]) => `| \`${name}\` | ${metricUnits[name as MetricName]} | ${meaning} |`,
  );
  expect(rowsBelow('What the functions measure')).toEqual(rows.toSorted());
});
