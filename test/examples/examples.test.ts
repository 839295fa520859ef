/**
 * Tries the examples of the OpenAPI document against a cloud, and compares what comes back with what is recorded in
 * docs/examples, of which the document is made. `npm run examples` records them anew.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { makeClient } from '#shared/contract/client.ts';
import { BridgeId } from '#shared/contract/fields.ts';
import { ourIdOf } from '#shared/contract/ids.ts';
import { contract } from '#shared/contract/index.ts';
import type { RecordedExample } from '#shared/contract/openapi/add-examples.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { answerOf } from '#test/support/problem-error.ts';
import { signedSender } from '#test/support/signed-bridge.ts';
import { bridgeKeys } from './bridge-keys.ts';
import { stepsByCapability } from './index.ts';
import { mailbox } from './mailbox.ts';
import { normaliser } from './normalise.ts';
import { receiver } from './receiver.ts';
import type { AnyCall, OperationName, Past } from './step.ts';

const cloud = useCloud({
  mailFolder: mailbox.folder,
  signIn: { issuer: 'https://sign-in.example.com', clientId: 'rollcall-console' },
});
const recorded: Record<string, RecordedExample[]> = {};

/** A step as it is called, whatever its operation. */
type AnyOperation = (call: AnyCall) => Promise<{ body: unknown; etag: string | undefined }>;

async function recordAll(): Promise<void> {
  cloudTime.set('2026-04-01T08:00:00Z');
  const organisation = await cloud.organisation();
  let { key } = organisation;
  // Nobody signs in at an issuer that is only an example.
  const seenAt = instantFromEpoch(cloudTime.now());
  await organisation.stores.people.add({
    id: ourIdOf('per', '01KDEMX0C5Y3WZ8T4Q6R7S9V2A'),
    name: 'Sample HR officer',
    email: 'hr@example.com',
    role: 'hr',
    firstSeenAt: seenAt,
    lastSeenAt: seenAt,
  });
  let ofSecondPerson: string | undefined;
  const answers = new Map<OperationName, { body: unknown; etag: string | undefined }>();
  const last = (operation: OperationName) => {
    const answer = answers.get(operation);
    if (answer === undefined) throw new Error(`no step before this one calls ${operation}`);
    return answer;
  };
  const past: Past = {
    answer: (operation) => last(operation).body as never,
    etag: (operation) => last(operation).etag ?? '',
  };
  /** Status of the last answer to a key. */
  let status = 0;
  const client = makeClient(contract, async (request) => {
    const { service, principals } = contract[request.operation as OperationName];
    if (service === 'bridge' && !(principals as readonly string[]).includes('enrolment')) {
      const { bridgeId } = past.answer('enrolBridge');
      return await signedSender(cloud.url, {
        id: BridgeId.parse(bridgeId),
        privateKey: bridgeKeys.privateKey,
      })(request);
    }
    const { method, path, headers, body } = request;
    const response = await fetch(cloud.url + path, {
      method,
      headers: { ...headers, authorization: `Bearer ${key}` },
      ...(body === undefined ? {} : { body }),
    });
    status = response.status;
    return await answerOf(response);
  });
  for (const [capability, steps] of Object.entries(stepsByCapability)) {
    const normalise = normaliser();
    recorded[capability] = [];
    for (const { operation, summary, call: callOf, afterSeconds, by, before } of steps) {
      // Ids of one millisecond come in any order, and lists have them in theirs.
      cloudTime.advance(afterSeconds * 1_000);
      // A key of the same moment would stand before or behind the first one by chance.
      if (by === 'second-person') ofSecondPerson ??= await organisation.keyFor('hr');
      key = (by === 'second-person' ? ofSecondPerson : undefined) ?? organisation.key;
      await before?.(organisation.stores);
      const call = callOf(past);
      status = 0;
      const run = client[operation].answer as AnyOperation;
      const answer = await run(call).catch((error: unknown) => {
        throw new Error(`${capability}: ${operation}, "${summary}"`, { cause: error });
      });
      answers.set(operation, answer);
      await cloud.settle();
      recorded[capability].push(
        normalise({
          operation,
          summary,
          ...call,
          ...(status === 202 && contract[operation].answer.status !== 202 ? { status } : {}),
          answer: answer.body,
        }) as RecordedExample,
      );
    }
  }
}

beforeAll(async () => {
  vi.stubEnv('WEBHOOK_LOOPBACK', 'allowed');
  await receiver.start();
  await recordAll();
});

afterAll(async () => {
  await receiver.stop();
  mailbox.remove();
  vi.unstubAllEnvs();
});

describe('the examples', () => {
  test.each(Object.keys(stepsByCapability))(
    'of %s are answered as docs/examples has it',
    async (capability) => {
      const text = `${JSON.stringify(recorded[capability], null, 2)}\n`;
      await expect(text).toMatchFileSnapshot(`../../docs/examples/${capability}.json`);
    },
  );

  test('are there for every operation', () => {
    const tried = new Set<string>(
      Object.values(stepsByCapability).flatMap((steps) => steps.map(({ operation }) => operation)),
    );
    expect(Object.keys(contract).filter((operation) => !tried.has(operation))).toEqual([]);
  });
});
