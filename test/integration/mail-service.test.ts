/** The real client of SES speaks to a server that answers as SES does. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OutgoingMail } from '#functions/domain/mails/index.ts';
import { openSender } from '#functions/mail/sender.ts';
import { openSes } from '#functions/mail/ses.ts';
import { phrase, sentencesOf } from '#shared/reasons/index.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';

const asked: { url: string | undefined; body: { [name: string]: unknown } }[] = [];
let answer: { status: number; type?: string } = { status: 200 };
const server = createServer(async (request, response) => {
  asked.push({ url: request.url, body: JSON.parse(await text(request)) });
  response.statusCode = answer.status;
  response.setHeader('content-type', 'application/json');
  if (answer.type !== undefined) response.setHeader('x-amzn-errortype', answer.type);
  response.end(
    JSON.stringify(answer.type === undefined ? { MessageId: '1' } : { message: 'Not ada@example.com' }),
  );
});
let client: SESv2Client;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  client = new SESv2Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
});
afterAll(() => {
  client.destroy();
  server.close();
});
beforeEach(() => {
  asked.length = 0;
});

const from = { name: 'Attendance', address: 'reports@example.com' };
const mail: OutgoingMail = {
  id: 'run_1.ab',
  to: 'ada@example.com',
  subject: 'Yesterday',
  html: '<p>Hello</p>',
  text: 'Hello',
  files: [],
  unsubscribeUrl: 'https://rollcall.example.com/v1/report-mails/a.b/subscription',
  listId: 'mornings.org1.rollcall',
  at: instantFromEpoch(Date.UTC(2026, 2, 20, 7)),
};

test('a mail is handed over as it is written, from the configured sender to one recipient', async () => {
  answer = { status: 200 };
  expect(await openSes(from, client)(mail)).toBeNull();
  const [{ url, body } = { url: '', body: {} }] = asked;
  expect(url).toBe('/v2/email/outbound-emails');
  expect(body).toMatchObject({
    FromEmailAddress: 'reports@example.com',
    Destination: { ToAddresses: ['ada@example.com'] },
  });
  const { Raw: raw } = body.Content as { Raw: { Data: string } };
  const parsed = await PostalMime.parse(Buffer.from(raw.Data, 'base64'));
  expect(parsed).toMatchObject({ from, to: [{ address: 'ada@example.com' }], subject: 'Yesterday' });
});

test.each([
  ['MessageRejected', 400],
  ['MailFromDomainNotVerifiedException', 400],
  ['AccessDeniedException', 403],
])('what SES refuses by %s is refused for good, without the words of SES', async (type, status) => {
  answer = { status, type };
  const refused = await openSes(from, client)(mail);
  expect(refused && sentencesOf([refused])).toMatch(/^(Amazon SES|The function)/);
  expect(JSON.stringify(refused)).not.toContain('ada');
});

test.each([
  ['TooManyRequestsException', 429],
  ['InternalFailure', 500],
])('%s says that it may be taken later, without the words of SES', async (type, status) => {
  answer = { status, type };
  await expect(openSes(from, client)(mail)).rejects.toThrow(`Amazon SES did not take the mail: ${type}.`);
});

test('without a sender every mail is refused', async () => {
  const handOver = await openSender({ mailFrom: undefined, mailFolder: undefined });
  expect(await handOver(mail)).toEqual(phrase('mail.no-sender', {}));
});
