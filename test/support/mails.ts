/** Schedules a report in tests, and reads the mails that come of it, as a mail program does. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { afterAll, beforeEach } from 'vitest';
import { cloudTime, type Organisation, type TestCloud, useCloud } from './cloud.ts';

/** The schedule of the tests. */
export const params = { scheduleId: 'mornings' };
/** Its recipients. */
export const two = ['ada@example.com', 'bob@example.com'];
/** How reports are scheduled. */
export type ScheduleBody = Parameters<Organisation['api']['putReportSchedule']>[0]['body'];
/** Yesterday's exceptions, ten minutes after the clock of the tests begins. */
export const mornings: ScheduleBody = {
  title: 'Yesterday',
  content: { what: 'report', name: 'exceptions', attach: ['csv', 'xlsx'] },
  days: 'yesterday',
  at: '12:10',
  rhythm: { every: 'day' },
  recipients: two,
};

/** The value of a header; empty where there is none. */
export function headerOf(mail: Email | undefined, name: string): string {
  return mail?.headers.find(({ key }) => key === name)?.value ?? '';
}

/** Where the recipient of a mail unsubscribes. */
export const unsubscribeUrl = (mail: Email | undefined): string =>
  headerOf(mail, 'list-unsubscribe').slice(1, -1);

/** The runs of the schedule, the latest first. */
export async function runsOf({ api }: Organisation) {
  return (await api.listReportRuns({ params })).items;
}

/** A cloud whose mails go into a folder. */
export interface MailingCloud {
  cloud: TestCloud;
  /** The mails of an organisation, by the address that they go to. */
  mails(organisation: Organisation): Promise<Map<string, Email>>;
  /** Takes all mails away. */
  empty(): void;
  /** Lets the clock come, twice, as it may, and has everything done that it begins. */
  clockComes(): Promise<void>;
  /** An organisation with a person who was absent yesterday, and the schedule. */
  withSchedule(body?: ScheduleBody): Promise<Organisation>;
}

/** Gives the tests of a file such a cloud. Each test begins at noon UTC on Friday, 2026-03-20, without mails. */
export function useMails(): MailingCloud {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-mails-'));
  const cloud = useCloud({ mailFolder: folder });
  const empty = () => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
  };
  beforeEach(() => {
    cloudTime.set('2026-03-20T12:00:00Z');
    empty();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    cloud,
    empty,
    async mails({ name: organisation }) {
      const parsed = await Promise.all(
        readdirSync(folder).map((name) => PostalMime.parse(readFileSync(join(folder, name)))),
      );
      const listId = `<${params.scheduleId}.${organisation}.rollcall>`;
      const own = parsed.filter((mail) => headerOf(mail, 'list-id') === listId);
      return new Map(own.map((mail) => [mail.to?.[0]?.address ?? '', mail]));
    },
    async clockComes() {
      for (let again = 0; again < 2; again += 1) {
        await cloud.fire('nightly');
        await cloud.settle();
      }
    },
    async withSchedule(body = mornings) {
      const organisation = await cloud.organisation();
      await organisation.api.createUser({ body: { id: '1', name: 'Mia Example', issuedOn: '2026-02-01' } });
      await organisation.api.putReportSchedule({ params, body });
      return organisation;
    },
  };
}
