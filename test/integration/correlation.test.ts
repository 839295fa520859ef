import { readFileSync } from 'node:fs';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { expect, onTestFinished, test } from 'vitest';
import { samplePunches, sampleUsers } from '#bridge/simulator/index.ts';
import { correlationAttribute } from '#functions/observe/observed.ts';
import { lambdaNames, lambdas } from '#infra/lambdas.ts';
import { loadHandlers } from '#infra/local/load-handlers.ts';
import { useCloud } from '#test/support/cloud.ts';
import { aSiteAtWork } from '#test/support/site-at-work.ts';
import packageJson from '../../package.json' with { type: 'json' };

/** What arrived at the sheets function: on whose behalf, and what. */
const arrived: { ids: string; body: string }[] = [];

const cloud = useCloud({
  handlers: async () => {
    const handlers = await loadHandlers();
    return {
      ...handlers,
      sheets: (event, context) => {
        // The pump hands on nothing else.
        for (const { body, messageAttributes } of (event as SQSEvent).Records)
          arrived.push({ ids: messageAttributes[correlationAttribute]?.stringValue ?? '', body });
        return handlers.sheets(event, context);
      },
    };
  },
});

/** The lines that are whole JSON objects. */
function lines(): Record<string, unknown>[] {
  return cloud.logged().flatMap((text) => (text.startsWith('{') ? [JSON.parse(text)] : []));
}

test('what a terminal holds is followed by one id from the task that reads it to the message for its sheets', async () => {
  const users = sampleUsers(3);
  const simulated = { serial: 'TEST0000001', users, punches: samplePunches(6, users) };
  const site = await aSiteAtWork(cloud, simulated, (end) => onTestFinished(async () => void (await end())));
  const { id: downloadId } = await site.api.startDownload({ body: { createMissingUsers: true } });
  const download = () => site.api.getDownload({ params: { downloadId } });
  await expect.poll(async () => (await download()).state).toBe('done');
  await cloud.settle();
  const [task] = (await download()).tasks;
  const ofSite = arrived.filter(
    ({ body }) => body.includes(`"${site.name}"`) && body.includes('touched-days'),
  );
  expect(ofSite.map(({ ids }) => ids)).toContain(task?.id);
});

test('a request is known by the id that its caller gives, and by its own where that is no id', async () => {
  const { key } = await cloud.organisation();
  const ask = async (given: string) => {
    const before = lines().length;
    await cloud.fetch('/v1/users/nobody-has-this', { key, headers: { 'x-correlation-id': given } });
    return lines().slice(before);
  };
  const [named] = await ask('payroll-run-17');
  expect(named).toMatchObject({
    message: 'user.unknown',
    function: 'api',
    version: packageJson.version,
    correlationId: 'payroll-run-17',
  });
  const [again] = await ask('Some Person, 17');
  expect(again).toMatchObject({ coldStart: false, correlationId: again?.requestId });
});

test('a message without an id, as an earlier version sent it, is known by its own', async () => {
  const sqs = new SQSClient({});
  onTestFinished(() => sqs.destroy());
  const { MessageId: id } = await sqs.send(
    new SendMessageCommand({ QueueUrl: process.env.SHEETS_QUEUE_URL, MessageBody: '{"kind":"nonsense"}' }),
  );
  await expect
    .poll(() => lines().filter(({ messageId }) => messageId === id)[0])
    .toMatchObject({
      message: 'sheet message failed',
      function: 'sheets',
      correlationId: id,
    });
});

test.each(lambdaNames)('%s is observed under its name', (name) => {
  const source = readFileSync(new URL(`../../${lambdas[name].entry}`, import.meta.url), 'utf8');
  expect(source).toMatch(new RegExp(`export const handler = observed\\(\\s*'${name}'`));
});
