import { expect, test } from 'vitest';
import { type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import type { Notice, ToldSilence } from './notice.ts';
import { noticeContent } from './notice-text.ts';

const at = (hour: number, minute = 0): Instant => instantFromEpoch(Date.UTC(2026, 2, 20, hour, minute));
const place = { zone: 'Asia/Kolkata', now: at(12), consoleUrl: 'https://rollcall.example.com' };
const bridgeAt = (site: string, differing: Partial<ToldSilence> = {}): ToldSilence => ({
  thing: 'bridge',
  id: `brg_${site}`,
  name: 'Back office',
  sites: [site],
  since: at(10, 45),
  wholeSite: false,
  terminals: [],
  days: 0,
  ...differing,
});
const empty: Notice = { silent: [], heard: [], unnamed: 0, nothingHeard: false };

test('a mail goes site by site, and what has none comes last; times are those of the zone', () => {
  const door: ToldSilence = {
    ...bridgeAt('', { sites: [], days: 3, fault: 'No answer from 192.0.2.10.' }),
    thing: 'terminal',
    id: 'DOOR1',
    name: undefined,
  };
  const gate = bridgeAt('Gate', { wholeSite: true, days: 1 });
  const notice = { ...empty, silent: [door, gate], heard: [bridgeAt('Yard', { until: at(12) })], unnamed: 2 };
  const { subject, text } = noticeContent(notice, place);
  expect(subject).toBe('Silent: Gate, Terminal DOOR1; Heard again: Yard');
  expect(text.split('\n\n').slice(0, 5)).toEqual([
    subject,
    'Gate\n- Nothing at all is heard of this site.\n- Bridge Back office (brg_Gate) was last heard of at 2026-03-20 16:15, 1:15 hours ago. One day of a person waits for it.',
    'Without a site\n- Terminal DOOR1 has not answered its bridge since 2026-03-20 16:15, for 1:15 hours. No answer from 192.0.2.10. 3 days of people wait for it.',
    'Yard\n- Bridge Back office (brg_Yard) is heard of again. It was silent from 2026-03-20 16:15, for 1:15 hours.',
    'And more\n- 2 more are not named here.',
  ]);
  expect(text).toContain('How it is now: https://rollcall.example.com/terminals\n');
  expect(text).toContain('Times are those of Asia/Kolkata.');
});

test('a subject names three sites, and what people have written is no markup', () => {
  const silent = ['D', 'C', 'B', 'A', '<b>'].map((site) => bridgeAt(site));
  const { subject, html } = noticeContent({ ...empty, silent }, { ...place, consoleUrl: undefined });
  expect(subject).toBe('Silent: <b>, A, B and 2 more');
  expect(html).toContain('<h2>&lt;b&gt;</h2>');
  expect(html).not.toContain('<b>');
  expect(html).not.toContain('href');
});
