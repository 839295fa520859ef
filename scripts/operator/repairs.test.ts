import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { correlationAttribute } from '#functions/observe/observed.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import { aSite, later } from '#test/support/site.ts';
import { aSiteWithWork, rowOn } from '#test/support/workdays.ts';
import { letterLine, listDeadLetters, localDeadLetterUrls, redrive } from './dead-letters.ts';
import { readOperatorOptions } from './options.ts';
import { rebuildSheets, replayQuarantine } from './repairs.ts';
import { rotateKeys } from './rotate-keys.ts';

const cloud = useCloud();

test('dead letters are listed by ids alone, and go back to their queues under the same ids; those of each minute are gone', async () => {
  const client = new SQSClient({});
  const { name: organisation } = await cloud.organisation();
  const sheets = `${process.env.SHEETS_QUEUE_URL}-dead`;
  const clock = `${process.env.CLOCK_QUEUE_URL}-dead`;
  const users = [{ userId: '701', dates: ['2026-03-02'] }];
  const put = (QueueUrl: string, body: object) =>
    client.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: JSON.stringify(body),
        MessageAttributes: { [correlationAttribute]: { DataType: 'String', StringValue: 'batch-that-died' } },
      }),
    );
  await put(sheets, { kind: 'touched-days', organisation, users });
  await put(clock, { kind: 'minute', organisation });
  const done = [];
  for (const url of localDeadLetterUrls()) done.push(...(await redrive(client, url)));
  expect(done).toMatchObject([
    {
      queue: 'rollcall-sheets',
      kind: 'touched-days',
      organisation,
      correlationId: 'batch-that-died',
      became: 'sent back',
    },
    { queue: 'rollcall-clock', kind: 'minute', organisation, became: 'deleted' },
  ]);
  await cloud.settle();
  const computed = cloud.logged().filter((line) => line.includes('"sheets computed"'));
  expect(computed.some((line) => line.includes('"correlationId":"batch-that-died"'))).toBe(true);
  expect(await listDeadLetters(client, sheets)).toEqual([]);
  client.destroy();
});

test('a call that a schedule could not make is listed with what AWS says, and deleted; what says nothing of itself stays', async () => {
  const client = new SQSClient({});
  const { QueueUrl: lost = '' } = await client.send(new CreateQueueCommand({ QueueName: 'lost-calls' }));
  const put = (body: string, reason?: string) =>
    client.send(
      new SendMessageCommand({
        QueueUrl: lost,
        MessageBody: body,
        ...(reason === undefined
          ? {}
          : { MessageAttributes: { ERROR_MESSAGE: { DataType: 'String', StringValue: reason } } }),
      }),
    );
  await put('{"kind":"tick"}', 'Rate exceeded');
  await put('by hand');
  const done = (await redrive(client, lost)).sort((a, b) => ((a.kind ?? '') < (b.kind ?? '') ? -1 : 1));
  expect(done).toMatchObject([
    { queue: undefined, kind: undefined, became: 'stays' },
    { queue: undefined, kind: 'tick', became: 'deleted', reason: 'Rate exceeded' },
  ]);
  expect(done.map((letter) => letterLine(letter).split('  ').slice(1).join('  '))).toEqual([
    '-  -  -  -  stays',
    '-  tick  -  -  Rate exceeded  deleted',
  ]);
  client.destroy();
});

test('the whole quarantine is judged again, and sheets are rebuilt, without a key', async () => {
  cloudTime.set('2026-03-01T08:00:00.000Z');
  const site = await aSiteWithWork(cloud, []);
  const records = [
    aRecord({ pin: '701', time: '2026-03-18 09:00:00', status: 0 }),
    aRecord({ pin: '701', time: '2026-03-18 17:00:00', status: 1 }),
    aRecord({ pin: '701', time: 'no time' }),
  ];
  await site.bridge.api.storePunches({ body: { batchId: aBatchId(), terminal: 'TEST1', records } });
  cloudTime.set('2026-03-18T18:00:00.000Z');
  expect(await replayQuarantine(cloud.runtime, site.name)).toEqual({ stored: 2, stay: 1 });
  expect(await replayQuarantine(cloud.runtime, site.name)).toEqual({ stored: 0, stay: 1 });
  const options = readOperatorOptions([
    'rebuild-sheets',
    '--data',
    'x',
    '--from',
    '2026-03-18',
    '--to',
    '2026-03-19',
  ]);
  if (options?.command !== 'rebuild-sheets') throw new Error('it was asked for');
  const jobId = await rebuildSheets(cloud.runtime, site.name, options);
  await cloud.settle();
  expect(await site.api.getGeneration({ params: { jobId } })).toMatchObject({ state: 'done' });
  expect((await rowOn(site, 18)).worked).toBe(8 * 3600);
});

test('bridges are asked for new keys, an API key gets a new secret, and what is left to a person is named', async () => {
  const site = await aSite(cloud);
  const { apiKey, key } = await site.api.createApiKey({ body: { name: 'payroll', role: 'viewer' } });
  const rotate = async (...args: string[]) => {
    const options = readOperatorOptions(['rotate-keys', '--data', 'x', ...args]);
    if (options?.command !== 'rotate-keys') throw new Error('it was asked for');
    return (await rotateKeys(cloud.runtime, site.name, options.rotation)).lines;
  };
  later(1);
  expect(await site.bridge.beat()).not.toHaveProperty('renewKey');
  const [asked, bridge, ...left] = await rotate();
  expect(asked).toContain('next heartbeat');
  expect(bridge).toContain(site.bridge.id);
  expect(left.join('\n')).toMatch(
    new RegExp(
      `API key ${apiKey.id} "payroll" \\(viewer\\), .*last used never: rotate-keys --api-key ${apiKey.id}`,
    ),
  );
  expect(left.at(-1)).toContain('the secret of the deployment is not rotated');
  later(1);
  expect(await site.bridge.beat()).toMatchObject({ renewKey: true });
  later(7_200);
  await site.bridge.beat();
  expect(await rotate('--bridge', site.bridge.id)).toEqual([
    asked,
    expect.stringContaining('was heard of since without a new key'),
  ]);

  const [rotated = '', about] = await rotate('--api-key', 'payroll', '--overlap-hours', '0');
  expect(about).toContain('has ended');
  for (const [each, status] of [
    [rotated, 200],
    [key, 401],
  ] as const)
    expect((await cloud.fetch('/v1/me', { key: each })).status).toBe(status);
  const { items } = await site.api.listAudit({ query: { by: 'operator' } });
  // Ids of entries of one moment sort by chance.
  expect(items.map(({ action, subject }) => `${action} ${subject}`).sort()).toEqual([
    `api-key.rotated ${apiKey.id}`,
    `bridge.key-ordered ${site.bridge.id}`,
    `bridge.key-ordered ${site.bridge.id}`,
  ]);
  await site.keyFor('viewer');
  await expect(rotate('--api-key', 'test')).rejects.toThrow('Several API keys are called "test"');
  await expect(rotate('--api-key', 'nobody')).rejects.toThrow('has no API key "nobody"');
  await site.api.revokeBridge({ params: { bridgeId: site.bridge.id } });
  await expect(rotate('--bridge', site.bridge.id)).rejects.toThrow('has no active bridge');
});

test.each([
  [['rotate-keys', '--data', 'x', '--bridge', 'site'], '--bridge needs the id'],
  [['rotate-keys', '--data', 'x', '--overlap-hours', '3'], '--overlap-hours is for --api-key'],
  [['rotate-keys', '--data', 'x', '--api-key', 'a', '--overlap-hours', '169'], 'from 0 to 168'],
  [['redrive'], 'Say where the dead letters are'],
  [['dead-letters', '--data', 'x', '--dead-letters', 'http://127.0.0.1/dead'], 'Say where'],
  [['rebuild-sheets', '--data', 'x', '--from', '2026-03-02', '--to', '2026-03-01'], 'needs --from and --to'],
  [['replay-quarantine', '--main-table', 'a', '--operations-table', 'b'], '--sheets-queue-url'],
])('%j is refused', (args, message) => {
  expect(() => readOperatorOptions(args)).toThrow(message);
});
