import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import type { OutgoingMail } from '../domain/mails/index.ts';
import { composeMail } from './compose.ts';

const mail: OutgoingMail = {
  id: 'run_1.ab',
  to: 'ada@example.com',
  subject: 'Übersicht: Späte, früh — 誰が',
  html: '<!doctype html><html><body><p>Grüße</p></body></html>',
  text: 'Grüße',
  files: [
    {
      name: 'größe "1".csv',
      mediaType: 'text/csv; charset=utf-8',
      bytes: new TextEncoder().encode('a;ä\r\n'),
    },
  ],
  unsubscribeUrl: `https://rollcall.example.com/v1/report-mails/${'a'.repeat(250)}.b/subscription`,
  listId: 'mornings.org1.rollcall',
  at: instantFromEpoch(Date.UTC(2026, 2, 20, 7)),
};
const from = { name: 'Zeit & Co', address: 'reports@example.com' };

test('what is written comes back as it was, whatever its letters, with lines that end in CRLF', async () => {
  const raw = await composeMail(from, mail);
  expect(raw.toString('latin1').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const parsed = await PostalMime.parse(raw, { attachmentEncoding: 'utf8' });
  expect(parsed).toMatchObject({
    from,
    to: [{ address: 'ada@example.com' }],
    subject: mail.subject,
    messageId: '<run_1.ab@example.com>',
    date: '2026-03-20T07:00:00.000Z',
  });
  expect(parsed.html?.trim()).toBe(mail.html);
  expect(parsed.text?.trim()).toBe(mail.text);
  expect(parsed.attachments).toMatchObject([{ filename: 'größe "1".csv', content: 'a;ä\r\n' }]);
  const headers = Object.fromEntries(parsed.headers.map(({ key, value }) => [key, value]));
  expect(headers).toMatchObject({
    'list-unsubscribe': `<${mail.unsubscribeUrl}>`,
    'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
  });
});

test.each(['\r\n', '\n', '\r', '\u2028', '\u0000\n'])(
  'no text can begin a header of its own with %j',
  async (end) => {
    const evil = `x${end}Bcc: victim@example.com${end}${end}<p>body</p>`;
    const raw = await composeMail(
      { ...from, name: evil },
      {
        ...mail,
        to: 'ada@example.com',
        subject: evil,
        listId: evil,
        files: mail.files.map((file) => ({ ...file, name: evil })),
      },
    );
    const parsed = await PostalMime.parse(raw);
    expect(parsed.headers.map(({ key }) => key)).not.toContain('bcc');
    expect(parsed.bcc).toBeUndefined();
    expect(parsed.html?.trim()).toBe(mail.html);
    expect(parsed.to).toMatchObject([{ address: 'ada@example.com' }]);
  },
);
