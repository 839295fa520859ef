/** Files of leaves: a row is a leave of a person. @module */

import { entryStatusOf } from '#shared/contract/entry-status.ts';
import type { EnteredLeave, Leave } from '#shared/contract/leaves.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { flaw, phrase, told } from '#shared/reasons/index.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Actor } from '../actor.ts';
import { checkLeave, enterLeave, forEachEntry } from '../entries/index.ts';
import { isSameStored } from '../is-same.ts';
import { type LeaveField, leaveFields } from './columns.ts';
import { type Cells, dayAfter, type FileKind, type RowOutcome } from './import-file.ts';

/** What a row says of a leave. */
interface WantedLeave {
  type: string;
  from: LocalDate;
  to: LocalDate;
  portion: Leave['portion'];
  reason: string;
}

const longestText = { type: 100, reason: 500 } as const;
const wholeDay = new Set(['', 'no', 'none', 'full', 'whole', '0']);
const halves: Readonly<Record<string, 'first' | 'second'>> = {
  first: 'first',
  '1': 'first',
  '1st': 'first',
  am: 'first',
  morning: 'first',
  second: 'second',
  '2': 'second',
  '2nd': 'second',
  pm: 'second',
  afternoon: 'second',
};

/** Minutes of `7.5`, `7,5` or `7:30` hours; `null` for anything else. */
function minutesOf(text: string): number | null {
  const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)$/.exec(text) ?? [];
  if (hours !== undefined && minutes !== undefined) return Number(hours) * 60 + Number(minutes);
  if (!/^\d{1,2}(?:[.,]\d+)?$/.test(text)) return null;
  return Math.round(Number(text.replace(',', '.')) * 60);
}

function portionOf(cells: Cells<LeaveField>): Leave['portion'] {
  const half = cells.text('half').toLowerCase();
  const hours = cells.text('hours');
  if (half !== '' && hours !== '') cells.flaw('hours', phrase('cell.half-and-hours', {}));
  if (hours !== '') {
    const minutes = minutesOf(hours);
    if (minutes !== null && minutes > 0 && minutes <= 1440) return { kind: 'hours', minutes };
    cells.flaw('hours', phrase('cell.no-hours', { text: hours }));
  }
  if (wholeDay.has(half)) return { kind: 'full' };
  const which = halves[half];
  if (which !== undefined) return { kind: 'half', half: which };
  cells.flaw('half', phrase('cell.no-half', { text: half }));
  return { kind: 'full' };
}

function readLeave(cells: Cells<LeaveField>): WantedLeave | undefined {
  const [type, reason] = [cells.text('type'), cells.text('reason')];
  const [from, through] = [cells.date('from'), cells.date('through')];
  const portion = portionOf(cells);
  if (type === '') cells.flaw('type', phrase('cell.no-type', {}));
  for (const [field, text] of [
    ['type', type],
    ['reason', reason],
  ] as const) {
    if (text.length > longestText[field])
      cells.flaw(field, phrase('cell.most-characters', { most: longestText[field] }));
  }
  if (from === undefined) {
    if (cells.problems.length === 0) cells.flaw('from', phrase('cell.no-first-day', {}));
    return undefined;
  }
  if (through !== undefined && through < from)
    cells.flaw('through', phrase('cell.before-first-day', { from }));
  return { type, from, to: dayAfter(from, through), portion, reason };
}

const isSame = (one: Leave['portion'], other: Leave['portion']) => isSameStored(one, other);

type Item = WantedLeave & { userId: UserId };

/** What has become of the leave that a row wants, where it has been entered before. */
async function earlierOutcome({ stores }: Actor, item: Item): Promise<RowOutcome | undefined> {
  const same = (await stores.leaves.ever(item.userId, item)).filter(
    ({ type, from, to, portion }) =>
      type === item.type && from === item.from && to === item.to && isSame(portion, item.portion),
  );
  const last = same.at(-1);
  if (last === undefined) return undefined;
  const stands = same.some((leave) => ['counting', 'awaiting'].includes(entryStatusOf(leave)));
  if (stands) return { result: 'unchanged' };
  const key = entryStatusOf(last) === 'rejected' ? 'row.leave-rejected' : 'row.leave-withdrawn';
  return { result: 'refused', problems: [flaw(phrase(key, { id: last.id }))] };
}

function outcomeOf(warnings: EnteredLeave['warnings'], isAwaiting: boolean): RowOutcome {
  const said = warnings.map(({ dates }) => told(phrase('row.takes-nothing', { dates })));
  return {
    result: 'entered',
    ...(isAwaiting ? { awaiting: true as const } : {}),
    ...(said.length === 0 ? {} : { warnings: said.map(({ text }) => text), warningsTold: said }),
  };
}

/** Files of leaves. */
export const leaveFile: FileKind<LeaveField, WantedLeave> = {
  fields: leaveFields,
  needed: ['type', 'from'],
  dates: ['from', 'through'],
  action: 'leaves.imported',
  read: readLeave,
  async save(actor, rows, { isDryRun, isTimeUp }) {
    const items: Item[] = rows.map(({ user, wanted }) => ({ ...wanted, userId: user.id }));
    const isAwaiting = (await actor.stores.settings.read()).approvals?.leaves === 'second-person';
    /** Leaves of the file that would have been entered by then. */
    const tried = new Map<UserId, Item[]>();
    const outcomes = await forEachEntry(actor, items, 'done', async (each, item) => {
      if (isTimeUp()) return undefined;
      const earlier = await earlierOutcome(each, item);
      if (earlier) return earlier;
      if (!isDryRun) {
        const { warnings, approval } = await enterLeave(each, item);
        return outcomeOf(warnings, approval !== undefined);
      }
      const before = tried.get(item.userId) ?? [];
      if (before.some((other) => isSameStored(other, { ...item, reason: other.reason })))
        return { result: 'unchanged' as const };
      const warnings = await checkLeave(each, item, before);
      tried.set(item.userId, [...before, item]);
      return outcomeOf(warnings, isAwaiting);
    });
    return outcomes.items.map((outcome) =>
      'entry' in outcome
        ? outcome.entry
        : { result: 'refused', problems: [{ message: outcome.problem.detail, problem: outcome.problem }] },
    );
  },
};
