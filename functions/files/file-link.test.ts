import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fileLinks } from './file-link.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'sample-secret' };
const file = { bucket: 'sample-exports', key: 'default/exp 1.csv', fileName: 'attendance-2026-03-01.csv' };

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-03-02T10:00:00Z'), toFake: ['Date'] });
  vi.stubEnv('AWS_ACCESS_KEY_ID', credentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** The link of the SDK's S3 client for the same file, whose own marks are left out of the signature. */
async function linkOfTheSdk(): Promise<URL> {
  const client = new S3Client({
    region: 'eu-central-1',
    credentials,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args as { request?: { query: Record<string, unknown> } };
      if (request) delete request.query['x-id'];
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
  const command = new GetObjectCommand({
    Bucket: file.bucket,
    Key: file.key,
    ResponseContentDisposition: `attachment; filename="${file.fileName}"`,
  });
  return new URL(await getSignedUrl(client, command, { expiresIn: 900 }));
}

test('a link is signed as the SDK’s S3 client signs it', async () => {
  const link = new URL(await fileLinks({ AWS_REGION: 'eu-central-1' })(file));
  const expected = await linkOfTheSdk();
  expect(link.origin + link.pathname).toBe(expected.origin + expected.pathname);
  expect(Object.fromEntries(link.searchParams)).toEqual(Object.fromEntries(expected.searchParams));
});

test('a link leads to the endpoint that the environment names', async () => {
  const link = new URL(
    await fileLinks({ AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9000' })(file),
  );
  expect(link.origin + link.pathname).toBe('http://127.0.0.1:9000/sample-exports/default/exp%201.csv');
});
