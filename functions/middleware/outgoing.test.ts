import { gunzipSync } from 'node:zlib';
import type { Context } from 'aws-lambda';
import { describe, expect, test, vi } from 'vitest';
import { anEvent } from '#test/support/http-event.ts';
import { type HttpResult, json } from './http.ts';
import { outgoing, securityHeaders } from './outgoing.ts';

vi.spyOn(process.stdout, 'write').mockReturnValue(true);

const context = {} as Context;

/** Answers a request through the last step. */
async function send(
  result: HttpResult,
  acceptEncoding?: string,
  route = 'GET /v1/users',
): Promise<HttpResult> {
  const headers = acceptEncoding === undefined ? {} : { 'accept-encoding': acceptEncoding };
  return await outgoing(async () => result)(anEvent({ route, headers }), context);
}

const long = 'ü"\n'.repeat(2_000);

describe('an answer', () => {
  test('is compressed for who takes gzip, with everything else as it was', async () => {
    const whole = json(200, { long }, { etag: '"7"', vary: 'accept' });
    const { body = '', headers, isBase64Encoded, statusCode } = await send(whole, 'gzip, deflate, br');
    expect(gunzipSync(Buffer.from(body, 'base64')).toString('utf8')).toBe(whole.body);
    expect({ statusCode, isBase64Encoded, headers }).toEqual({
      statusCode: 200,
      isBase64Encoded: true,
      headers: {
        ...securityHeaders,
        ...whole.headers,
        vary: 'accept, accept-encoding',
        'content-encoding': 'gzip',
      },
    });
  });

  test.each([undefined, 'identity', 'br', 'gzip;q=0', '*;q=0', ''])(
    'is left as it is for who accepts %s',
    async (acceptEncoding) => {
      const whole = json(200, { long });
      const headers = { ...securityHeaders, ...whole.headers, vary: 'accept-encoding' };
      expect(await send(whole, acceptEncoding)).toEqual({ ...whole, headers });
    },
  );

  test('that is short is not worth it', async () => {
    const short = { statusCode: 200, body: 'x'.repeat(1_023) };
    expect((await send(short, 'gzip')).body).toBe(short.body);
    expect((await send({ ...short, body: `${short.body}x` }, 'gzip')).isBase64Encoded).toBe(true);
  });

  test('tells browsers that it is no page, no script and in no frame, unless it is a page with a policy of its own', async () => {
    const { headers } = await send(json(404, {}));
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const page = { statusCode: 200, body: '<p>', headers: { 'content-security-policy': "style-src 'self'" } };
    expect((await send(page)).headers).toMatchObject({ ...securityHeaders, ...page.headers });
  });

  test('without a body, or one that is bytes already, stays so', async () => {
    expect(await send({ statusCode: 304, headers: { etag: '"7"' } }, 'gzip')).toEqual({
      statusCode: 304,
      headers: { ...securityHeaders, etag: '"7"', vary: 'accept-encoding' },
    });
    const bytes = { statusCode: 200, body: 'QUJD'.repeat(1_000), isBase64Encoded: true };
    expect(await send(bytes, 'gzip')).toMatchObject(bytes);
  });
});

describe('an answer that Lambda would throw away', () => {
  const tooLarge = json(200, { text: '"'.repeat(1_600_000) });

  test('becomes a problem that says how large it is and how to get it', async () => {
    const { statusCode, headers, body = '' } = await send(tooLarge);
    expect([statusCode, headers?.['content-type']]).toEqual([413, 'application/problem+json; charset=utf-8']);
    expect(JSON.parse(body)).toMatchObject({
      code: 'answer.over-limit',
      facts: { method: 'GET', path: '/v1/users', compressed: false, limitBytes: expect.any(Number) },
      detail: expect.stringContaining('Send Accept-Encoding: gzip'),
    });
  });

  test('goes through compressed', async () => {
    expect(await send(tooLarge, 'gzip')).toMatchObject({ statusCode: 200, isBase64Encoded: true });
  });

  test('although it is compressed is one as well, which says nothing of compressing', async () => {
    const noise = Array.from({ length: 900_000 }, () => Math.random().toString(36).slice(2)).join('');
    const { statusCode, body = '' } = await send(json(200, { noise }), 'gzip');
    expect(statusCode).toBe(413);
    expect(JSON.parse(body)).toMatchObject({
      facts: { compressed: true },
      detail: expect.stringContaining('Ask for less at once'),
    });
  });

  test('of a request that changes something says that it has been carried out', async () => {
    const { body = '' } = await send(tooLarge, undefined, 'POST /v1/user-uploads');
    expect(JSON.parse(body).detail).toContain('The request has been carried out.');
  });
});
