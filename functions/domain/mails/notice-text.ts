/** Writes the mail of a notice: what is silent, site by site, and what to check in the order of somebody who stands there. @module */

import { escapeHtml } from '#shared/table/index.ts';
import { hoursAndMinutes } from '#shared/time/duration-text.ts';
import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import { wallTimeIn } from '../today.ts';
import type { MailContent } from './content.ts';
import type { Notice, ToldSilence } from './notice.ts';
import { pageOf } from './pages.ts';

/** By whose clocks a notice is written, when, and where its readers look further. */
export interface NoticePlace {
  /** IANA name. */
  zone: string;
  now: Instant;
  /** Without a slash at the end; absent where nobody knows it. */
  consoleUrl: string | undefined;
}

/** A heading with lines below it. */
interface Part {
  title: string;
  lines: string[];
  /** Whether they are to be gone through in this order. */
  isOrdered?: boolean;
}

const noSite = 'Without a site';
/** Names of sites in a subject. */
const mostNamed = 3;

/** What to check where a bridge is silent, from the wall to the cloud. */
const bridgeChecks = [
  'Is there power at the site, and is the machine of the bridge switched on?',
  'Is its network cable plugged in, and does the light at the socket blink?',
  'Does the Internet work at the site: can another device there open a page?',
  'On that machine, `rollcall-bridge status` says whether the bridge runs, whether it reaches the cloud and what waits.',
  'If the bridge does not run, start it again. That is safe: nothing is stored twice.',
];

/** What to check where a terminal is silent and its bridge is not, or has none. */
const terminalChecks = [
  'Does the terminal have power: does its display show the time?',
  'Is its network cable plugged in, and does the light at its socket blink?',
  'Does its menu show the address that is expected? After a new router it may have another one.',
  'On the machine of its bridge, `rollcall-bridge status` says what the bridge hears of it.',
  'One that sends to the cloud by itself needs the Internet, and the address of the server in its menu.',
];

const nameOf = ({ thing, id, name }: ToldSilence) =>
  `${thing === 'bridge' ? 'Bridge' : 'Terminal'} ${name === undefined ? id : `${name} (${id})`}`;

function daysText(days: number): string[] {
  if (days === 0) return [];
  return [days === 1 ? 'One day of a person waits for it.' : `${days} days of people wait for it.`];
}

/** `2026-03-20 08:15`, by the clocks of the zone. */
function timeText(at: Instant, zone: string): string {
  return wallTimeIn(zone, at).slice(0, 16).replace('T', ' ');
}

function silentLine(silence: ToldSilence, { zone, now }: NoticePlace): string {
  const { thing, since, terminals, fault, days } = silence;
  const hours = hoursAndMinutes(Math.floor((epochOf(now) - epochOf(since)) / 1000));
  const serials = terminals.map(({ serial, name }) => (name === undefined ? serial : `${name} (${serial})`));
  const says =
    thing === 'terminal' && fault !== undefined
      ? `${nameOf(silence)} has not answered its bridge since ${timeText(since, zone)}, for ${hours} hours.`
      : `${nameOf(silence)} was last heard of at ${timeText(since, zone)}, ${hours} hours ago.`;
  return [
    says,
    ...(fault === undefined ? [] : [fault]),
    ...(serials.length === 0 ? [] : [`With it nothing is heard of: ${serials.join(', ')}.`]),
    ...daysText(days),
  ].join(' ');
}

function heardLine(silence: ToldSilence, { zone }: NoticePlace): string {
  const { since, until, terminals } = silence;
  const hours =
    until === undefined ? [] : [`for ${hoursAndMinutes((epochOf(until) - epochOf(since)) / 1000)} hours`];
  const with_ =
    terminals.length === 0 ? '' : ` So are its terminals, which are read to the end by themselves.`;
  return `${nameOf(silence)} is heard of again. It was silent from ${[timeText(since, zone), ...hours].join(', ')}.${with_}`;
}

const siteOf = ({ sites }: ToldSilence) => (sites.length === 0 ? noSite : sites.join(', '));

/** Silences site by site, those without one at the end. */
function bySite(silences: readonly ToldSilence[], line: (silence: ToldSilence) => string): Part[] {
  const groups = [...Map.groupBy(silences, siteOf)].sort(([a], [b]) =>
    (a === noSite) === (b === noSite) ? (a < b ? -1 : 1) : a === noSite ? 1 : -1,
  );
  return groups.map(([title, own]) => ({
    title,
    lines: [
      ...(own.some(({ wholeSite }) => wholeSite) && own.every(({ until }) => until === undefined)
        ? ['Nothing at all is heard of this site.']
        : []),
      ...own.map(line),
    ],
  }));
}

/** The sites of some silences, or what they are called themselves, in few words. */
function whereText(silences: readonly ToldSilence[]): string {
  const names = [
    ...new Set(silences.map((silence) => (silence.sites.length === 0 ? nameOf(silence) : siteOf(silence)))),
  ].sort();
  const rest = names.length - mostNamed;
  return rest > 1 ? `${names.slice(0, mostNamed).join(', ')} and ${rest} more` : names.join(', ');
}

function subjectOf({ silent, heard, nothingHeard }: Notice): string {
  if (nothingHeard) return 'Nothing is heard of any terminal';
  const parts = [
    ...(silent.length === 0 ? [] : [`Silent: ${whereText(silent)}`]),
    ...(heard.length === 0 ? [] : [`Heard again: ${whereText(heard)}`]),
  ];
  return parts.join('; ');
}

function checksOf({ silent, nothingHeard }: Notice): Part[] {
  if (nothingHeard) {
    return [
      {
        title: 'What to check',
        lines: [
          'All sites at once are seldom the fault of one: ask whoever runs Rollcall whether it takes punches, before anybody goes there.',
        ],
      },
    ];
  }
  const checks = (thing: ToldSilence['thing'], title: string, lines: string[]) =>
    silent.some((silence) => silence.thing === thing) ? [{ title, lines, isOrdered: true }] : [];
  return [
    ...checks('bridge', 'What to check where a bridge is silent, in this order', bridgeChecks),
    ...checks('terminal', 'What to check at a terminal, in this order', terminalChecks),
  ];
}

function partsOf(notice: Notice, place: NoticePlace): Part[] {
  const { silent, heard, unnamed } = notice;
  const kept =
    'Nothing is lost: terminals keep their punches, and bridges send what they have read. Days that wait are computed once it is here.';
  return [
    ...bySite(silent, (silence) => silentLine(silence, place)),
    ...bySite(heard, (silence) => heardLine(silence, place)),
    ...(unnamed === 0 ? [] : [{ title: 'And more', lines: [`${unnamed} more are not named here.`] }]),
    ...checksOf(notice),
    ...(silent.length === 0 ? [] : [{ title: 'What becomes of the punches', lines: [kept] }]),
  ];
}

function linkOf({ silent, heard }: Notice, consoleUrl: string): string {
  const all = [...silent, ...heard];
  const [only] = all;
  if (only === undefined || all.length > 1) return `${consoleUrl}/terminals`;
  return `${consoleUrl}/${only.thing === 'bridge' ? 'bridges' : 'terminals'}/${encodeURIComponent(only.id)}`;
}

/** The mail of a notice, the same for all recipients. */
export function noticeContent(notice: Notice, place: NoticePlace): MailContent {
  const subject = subjectOf(notice);
  const parts = partsOf(notice, place);
  const link = place.consoleUrl === undefined ? undefined : linkOf(notice, place.consoleUrl);
  const times = `Times are those of ${place.zone}.`;
  const html = parts.map(({ title, lines, isOrdered = false }) => {
    const list = isOrdered ? 'ol' : 'ul';
    const items = lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('');
    return `<h2>${escapeHtml(title)}</h2><${list}>${items}</${list}>`;
  });
  const text = parts.map(({ title, lines, isOrdered = false }) =>
    [title, ...lines.map((line, at) => `${isOrdered ? `${at + 1}.` : '-'} ${line}`), ''].join('\n'),
  );
  return {
    subject,
    html: pageOf(subject, [
      ...html,
      ...(link === undefined ? [] : [`<a href="${escapeHtml(link)}">How it is now</a>`]),
      escapeHtml(times),
    ]),
    text: [subject, '', ...text, ...(link === undefined ? [] : [`How it is now: ${link}`]), times].join('\n'),
    rows: notice.silent.length + notice.heard.length,
    attached: [],
    linked: [],
    why: 'because the settings name this address for notices',
  };
}
