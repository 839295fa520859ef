import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { isPassingAwsFailure } from '#functions/store/aws-failure.ts';
import { DynamoDb } from '#functions/store/dynamodb.ts';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** An endpoint that gives its answers in turn, the last one again and again. @returns how often it was asked */
async function endpointOf(...answers: Answer[]): Promise<{ asked: () => number }> {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.once('end', () => {
      const answer = answers[Math.min(asked, answers.length - 1)];
      asked += 1;
      answer?.(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://127.0.0.1:${port}`);
  return { asked: () => asked };
}

const json =
  (status: number, body: object): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
const refusal = (name: string, status = 400) =>
  json(status, { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'because' });
const anItem = json(200, { Item: { pk: { S: 'a' }, count: { N: '3' } } });
const get = () => new DynamoDb().send('GetItem', { TableName: 'main', Key: { pk: 'a', sk: 'b' } });

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.spyOn(Math, 'random').mockReturnValue(0);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
});

test('a request names its operation, and is signed for the service and the region', async () => {
  const seen: IncomingMessage['headers'][] = [];
  await endpointOf((response, request) => {
    seen.push(request.headers);
    anItem(response, request);
  });
  expect(await get()).toEqual({ Item: { pk: 'a', count: 3 } });
  expect(seen[0]?.['x-amz-target']).toBe('DynamoDB_20120810.GetItem');
  expect(seen[0]?.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIATEST\/\d{8}\/eu-central-1\/dynamodb\/aws4_request, SignedHeaders=\S*host\S*, /,
  );
});

test('the token of a session travels with the request', async () => {
  vi.stubEnv('AWS_SESSION_TOKEN', 'session');
  const tokens: unknown[] = [];
  await endpointOf((response, request) => {
    tokens.push(request.headers['x-amz-security-token']);
    anItem(response, request);
  });
  await get();
  expect(tokens).toEqual(['session']);
});

describe('a failure that passes', () => {
  test.each<[string, Answer]>([
    ['throttling', refusal('ThrottlingException')],
    ['too much for the table', refusal('ProvisionedThroughputExceededException')],
    ['a fault of the service', refusal('InternalServerError', 500)],
    [
      'something on the way that does not speak its JSON',
      (response) => response.writeHead(502).end('<html>'),
    ],
    ['a connection that ends before the answer', (response) => response.destroy()],
    [
      'a connection that ends within the answer',
      (response) => {
        response.writeHead(200, { 'content-length': 1000 });
        response.write('{"Item"', () => response.destroy());
      },
    ],
  ])('is tried again: %s', async (_, failure) => {
    const { asked } = await endpointOf(failure, failure, anItem);
    expect(await get()).toEqual({ Item: { pk: 'a', count: 3 } });
    expect(asked()).toBe(3);
  });

  test('and comes five times is told, by its name', async () => {
    const { asked } = await endpointOf(refusal('ThrottlingException'));
    const failure = await get().catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'ThrottlingException', message: 'because' });
    expect(isPassingAwsFailure(failure)).toBe(true);
    expect(asked()).toBe(5);
  });

  test('such as an endpoint where nobody listens is told with Node’s code', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', 'http://127.0.0.1:1');
    const failure = await get().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'ECONNREFUSED' });
    expect(isPassingAwsFailure(failure)).toBe(true);
  });
});

test.each(['ConditionalCheckFailedException', 'ValidationException', 'ResourceNotFoundException'])(
  'a refusal is told at once: %s',
  async (name) => {
    const { asked } = await endpointOf(refusal(name), anItem);
    await expect(get()).rejects.toMatchObject({ name, message: 'because' });
    expect(asked()).toBe(1);
  },
);

test('an environment without credentials or region is named', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', '');
  await expect(get()).rejects.toThrow('AWS_ACCESS_KEY_ID');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
  vi.stubEnv('AWS_REGION', '');
  vi.stubEnv('AWS_DEFAULT_REGION', '');
  await expect(get()).rejects.toThrow('AWS_REGION');
});
