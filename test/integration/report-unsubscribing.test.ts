/** Recipients of reports unsubscribe, by a button of their mail program or by the link in a mail. */
import { describe, expect, test } from 'vitest';
import { cloudTime } from '#test/support/cloud.ts';
import { mornings, params, two, unsubscribeUrl, useMails } from '#test/support/mails.ts';
import { problem, refusalOf } from '#test/support/problem-error.ts';
import { auditOf, later } from '#test/support/site.ts';

const { clockComes, empty, mails, withSchedule } = useMails();

/** What RFC 8058 has mail programs do. */
async function oneClick(url: string): Promise<Response> {
  return await fetch(url, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
}

describe('unsubscribing', () => {
  test('by one click of a mail program takes the recipient off, for good', async () => {
    const organisation = await withSchedule();
    const { api } = organisation;
    later(900);
    await clockComes();
    const url = unsubscribeUrl((await mails(organisation)).get('ada@example.com'));
    for (let again = 0; again < 2; again += 1) {
      const response = await oneClick(url);
      expect([response.status, await response.json()]).toEqual([
        200,
        { title: 'Yesterday', address: 'ada@example.com', subscribed: false },
      ]);
    }
    const [schedule] = (await api.listReportSchedules({})).items;
    expect(schedule).toMatchObject({
      recipients: ['bob@example.com'],
      unsubscribed: [{ address: 'ada@example.com', at: '2026-03-20T12:15:00.000Z' }],
    });
    expect(await auditOf(organisation, 'report-schedule.unsubscribed')).toMatchObject([
      { subject: 'mornings', by: 'recipient', facts: { recipient: schedule?.unsubscribed[0]?.id } },
    ]);
    // HR cannot put the address back, in other letters or by beginning anew.
    const refused = problem('report-schedule.unsubscribed');
    const shouted = { ...mornings, recipients: ['ADA@example.com'] };
    await expect(api.putReportSchedule({ params, body: shouted })).rejects.toSatisfy(refused);
    await api.deleteReportSchedule({ params });
    await expect(api.deleteReportSchedule({ params })).rejects.toSatisfy(problem('report-schedule.unknown'));
    expect((await api.listReportSchedules({})).items).toEqual([]);
    await expect(api.putReportSchedule({ params, body: mornings })).rejects.toSatisfy(refused);
    await api.putReportSchedule({ params, body: { ...mornings, recipients: ['bob@example.com'] } });
    empty();
    cloudTime.advance(24 * 3_600_000);
    await clockComes();
    expect([...(await mails(organisation)).keys()]).toEqual(['bob@example.com']);
  });

  test('asks on a page first, which changes nothing, and can be undone there', async () => {
    const organisation = await withSchedule({ ...mornings, title: 'Late <b> & "early"' });
    later(900);
    await clockComes();
    const url = unsubscribeUrl((await mails(organisation)).get('bob@example.com'));
    const headers = { accept: 'text/html,application/xhtml+xml' };
    const asked = await fetch(url, { headers });
    const page = await asked.text();
    expect(asked.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(asked.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page).toContain('Late &lt;b&gt; &amp; &quot;early&quot;');
    const action = /<form method="post" action="([^"]+)">/.exec(page)?.[1] ?? '';
    const recipients = async () => (await organisation.api.listReportSchedules({})).items[0]?.recipients;
    expect(await recipients()).toEqual(two);
    const gone = await (await fetch(new URL(action, url), { method: 'POST', headers })).text();
    expect(await recipients()).toEqual(['ada@example.com']);
    const back = /<form method="post" action="([^"]+)">/.exec(gone)?.[1] ?? '';
    await fetch(new URL(back, url), { method: 'POST', headers });
    expect(await recipients()).toEqual(two);
    expect(await auditOf(organisation, 'report-schedule.subscribed')).toHaveLength(1);
  });

  test('is possible for whoever HR has taken out before, so that they cannot be put back', async () => {
    const organisation = await withSchedule();
    const { api } = organisation;
    later(900);
    await clockComes();
    const url = unsubscribeUrl((await mails(organisation)).get('ada@example.com'));
    await api.putReportSchedule({ params, body: { ...mornings, recipients: [] } });
    await oneClick(url);
    await expect(api.putReportSchedule({ params, body: mornings })).rejects.toSatisfy(
      problem('report-schedule.unsubscribed'),
    );
  });

  test('needs the token as it was signed, for what it was signed for', async () => {
    const organisation = await withSchedule();
    later(900);
    await clockComes();
    const url = unsubscribeUrl((await mails(organisation)).get('ada@example.com'));
    const token = url.split('/').at(-2) ?? '';
    const [text = '', signature = ''] = token.split('.');
    const forged = Buffer.from(text, 'base64url').toString().replace('mornings', 'evenings');
    const wrong = [
      'x',
      `${text}.${signature.split('').reverse().join('')}`,
      `${text}.`,
      `${Buffer.from(forged).toString('base64url')}.${signature}`,
      `${token}.x`,
    ];
    for (const each of wrong) {
      const response = await oneClick(url.replace(token, each));
      expect([each, ...(await refusalOf(response))]).toEqual([each, 404, 'report-mail.link']);
    }
    const files = await fetch(url.replace('/subscription', '/files'));
    expect(await refusalOf(files)).toEqual([404, 'report-mail.link']);
  });
});
