import { expect, test } from 'vitest';
import { type MetricName, metricUnits } from '#functions/observe/metrics.ts';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { interfere } from '#test/support/interfere.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import { aSite, later } from '#test/support/site.ts';

const cloud = useCloud();
const names = Object.keys(metricUnits);

/** A line with figures. */
interface Measured extends Partial<Record<MetricName, number>> {
  message: string;
  organisation?: string;
  correlationId?: string;
  _aws: {
    Timestamp: number;
    CloudWatchMetrics: {
      Namespace: string;
      Dimensions: string[][];
      Metrics: { Name: string; Unit: string }[];
    }[];
  };
}

/** The lines with figures so far that name an organisation, or none. */
function measured(organisation: string): Measured[] {
  return cloud
    .logged()
    .filter((line) => line.includes('"_aws"'))
    .map((line): Measured => JSON.parse(line))
    .filter((line) => line.organisation === undefined || line.organisation === organisation);
}

test('every figure is measured where it arises, as CloudWatch takes it', async () => {
  cloudTime.set('2026-03-02T08:00:00.000Z');
  const site = await aSite(cloud, ['TEST1'], (current) => ({
    ...current,
    zone: 'UTC',
    download: { ...current.download, createMissingUsers: true },
  }));
  const { name: organisation, bridge } = site;
  const batchId = aBatchId();
  const first = aRecord({ time: '2026-03-02 07:59:00' });
  const records = [first, first, aRecord({ time: 'no time at all' })];
  await bridge.api.storePunches({ body: { batchId, terminal: 'TEST1', records } });
  await cloud.settle();
  expect(measured(organisation).find(({ message }) => message === 'punches taken in')).toMatchObject({
    punchesStored: 1,
    punchesDuplicate: 1,
    punchesQuarantined: 1,
    ingestLagSeconds: 60,
    correlationId: batchId,
  });
  const computed = measured(organisation).filter(({ message }) => message === 'sheets computed');
  expect(computed.map(({ correlationId }) => correlationId)).toContain(batchId);

  const oldestAt = cloudTime.instant();
  later(300);
  await bridge.api.heartbeat({
    body: { version: '1.0.0', terminals: [], outbox: { waiting: 7, oldestAt }, running: [], take: 0 },
  });
  expect(measured(organisation).at(-1)).toMatchObject({ message: 'outbox waits', oldestUnsentSeconds: 300 });

  later(3_600);
  await cloud.fire('nightly');
  expect(measured(organisation).find(({ message }) => message === 'sites counted')).toMatchObject({
    terminalsSilent: 1,
    bridgesSilent: 1,
    pendingDays: expect.any(Number),
  });

  const end = interfere(DynamoDb, 'Query', async () => {
    throw Object.assign(new Error('too much'), { name: 'ThrottlingException' });
  });
  await cloud.fetch('/v1/users', { key: site.key });
  end();
  expect(measured(organisation).at(-1)).toMatchObject({ message: 'throttled', throttles: 1 });

  const seen = new Set<string>();
  for (const line of measured(organisation)) {
    const [directive] = line._aws.CloudWatchMetrics;
    expect(directive).toMatchObject({ Namespace: 'Rollcall', Dimensions: [[]] });
    for (const { Name, Unit } of directive?.Metrics ?? []) {
      seen.add(Name);
      expect(line[Name as MetricName]).toEqual(expect.any(Number));
      expect(Unit).toBe(metricUnits[Name as MetricName]);
    }
  }
  expect([...seen].sort()).toEqual(names.toSorted());
});
