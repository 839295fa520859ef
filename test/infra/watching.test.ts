import { readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { metricUnits } from '#functions/observe/metrics.ts';
import { queueNames } from '#infra/lambdas.ts';
import usage from '../../scripts/cost/usage.json' with { type: 'json' };
import { resources, templates } from './synthesised.ts';

const made = templates();
const { observability } = made;
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

test('the bill counts the queues that are polled and the alarms', () => {
  expect(usage.queues).toBe(queueNames.length);
  expect(usage.alarms).toBe(resources(made.observability, 'AWS::CloudWatch::Alarm').size);
});

test('a single message in any dead-letter queue raises an alarm that somebody hears', () => {
  const dead = [...resources(made.async, 'AWS::SQS::Queue').keys()].filter((id) =>
    id.includes('DeadLetters'),
  );
  expect(dead).toHaveLength(2);
  for (const id of dead) {
    made.observability.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      Dimensions: [
        { Name: 'QueueName', Value: { 'Fn::ImportValue': Match.stringLikeRegexp(`FnGetAtt${id}QueueName`) } },
      ],
      AlarmActions: [{ Ref: Match.stringLikeRegexp('^AlarmsTopic') }],
    });
  }
});

test('guessed communication keys raise an alarm, by what the log of iclock names', () => {
  made.observability.hasResourceProperties('AWS::Logs::MetricFilter', {
    FilterPattern: '{ $.message = "push.guessed-keys" }',
    LogGroupName: { 'Fn::ImportValue': Match.stringLikeRegexp('RefIclockFunctionLog') },
    MetricTransformations: [{ MetricNamespace: 'Rollcall', MetricName: 'GuessedKeys', MetricValue: '1' }],
  });
  made.observability.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'Rollcall',
    MetricName: 'GuessedKeys',
    Threshold: 0,
    TreatMissingData: 'notBreaching',
    AlarmActions: [{ Ref: Match.stringLikeRegexp('^AlarmsTopic') }],
  });
});

test('alarms may publish to their topic', () => {
  made.observability.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: 'Allow',
          Action: 'sns:Publish',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
        }),
      ]),
    },
  });
});
