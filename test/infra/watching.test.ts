import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { metricUnits } from '#functions/observe/metrics.ts';
import { resources, templates } from './synthesised.ts';

const { observability } = templates();
const alarms = [...resources(observability, 'AWS::CloudWatch::Alarm').values()].map(({ Properties }) => ({
  // The template has both as texts: `Rollcall-DeadLetters`.
  name: String(Properties.AlarmName).replace('Rollcall-', ''),
  description: String(Properties.AlarmDescription),
  metric: Properties.Namespace === 'Rollcall' ? String(Properties.MetricName) : undefined,
}));
const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
const runbook = page.split('## Alarms\n')[1]?.split('\n## ')[0] ?? '';
const sections = runbook.split('\n### ').slice(1);

describe('the runbook', () => {
  test('has a section for every alarm, and none for others', () => {
    const headings = sections.map((section) => section.slice(0, section.indexOf('\n')));
    expect(headings.toSorted()).toEqual(alarms.map(({ name }) => name).sort());
  });

  test('is named by each alarm, and each section says something', () => {
    for (const { name, description } of alarms)
      expect(description).toMatch(new RegExp(`\\. What to do: docs/operations\\.md#${name.toLowerCase()}$`));
    for (const section of sections) expect(section.split('\n').slice(1).join(' ').length).toBeGreaterThan(80);
  });
});

/** The text of a dashboard's body, whose parts that are known only after deployment are left out. */
function bodyOf({ Properties }: { Properties: Record<string, unknown> }): string {
  const { 'Fn::Join': join } = Properties.DashboardBody as { 'Fn::Join'?: [string, unknown[]] };
  return (join?.[1] ?? [Properties.DashboardBody])
    .map((part) => (typeof part === 'string' ? part : 'known-later'))
    .join('');
}

describe('the dashboards', () => {
  const dashboards = new Map(
    [...resources(observability, 'AWS::CloudWatch::Dashboard').values()].map((resource) => [
      String(resource.Properties.DashboardName),
      bodyOf(resource),
    ]),
  );

  test('are one for people and one for engineers, and each is JSON', () => {
    expect([...dashboards.keys()].sort()).toEqual(['Rollcall-attendance', 'Rollcall-machinery']);
    for (const body of dashboards.values()) expect(() => JSON.parse(body)).not.toThrow();
  });

  test('and alarms show every figure that functions measure, and no other', () => {
    const shown = [...dashboards.values()].flatMap((body) =>
      [...body.matchAll(/\["Rollcall","(\w+)"/g)].map(([, name]) => name ?? ''),
    );
    expect([...new Set(shown)].sort()).toEqual(Object.keys(metricUnits).sort());
    const watched = alarms.flatMap(({ metric }) => metric ?? []).filter((name) => name !== 'GuessedKeys');
    expect(watched.sort()).toEqual(['bridgesSilent', 'oldestUnsentSeconds']);
  });
});
