/** Files of duty rosters: a row gives a person a roster from a day on. @module */

import { RollcallError } from '#shared/errors.ts';
import { canonicalUserId } from '#shared/punch/user-id.ts';
import { phrase } from '#shared/reasons/index.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Actor } from '../actor.ts';
import { inParallel } from '../in-parallel.ts';
import { isSameStored } from '../is-same.ts';
import { refusalOf } from '../refusals.ts';
import { assignRoster, saveUsers } from '../users/index.ts';
import { type RosterField, rosterFields } from './columns.ts';
import { type Cells, dayAfter, type FileKind, type RowOutcome, type WantedRow } from './import-file.ts';

/** What a row says of a roster. */
interface WantedRoster {
  dutyRosterId: string;
  from: LocalDate;
  /** The first day after it; without one it holds until another follows. */
  to?: LocalDate | undefined;
}

function readRoster(cells: Cells<RosterField>): WantedRoster | undefined {
  const dutyRosterId = cells.text('dutyRosterId');
  const [from, through] = [cells.date('from'), cells.date('through')];
  if (dutyRosterId === '') cells.flaw('dutyRosterId', phrase('cell.no-roster', {}));
  if (from === undefined) {
    if (cells.problems.length === 0) cells.flaw('from', phrase('cell.no-first-day', {}));
    return undefined;
  }
  if (through !== undefined && through < from)
    cells.flaw('through', phrase('cell.before-first-day', { from }));
  return { dutyRosterId, from, to: through === undefined ? undefined : dayAfter(from, through) };
}

/** The rosters of a file that do not exist, with the problem that says so. */
async function unknownRosters(
  { stores }: Actor,
  ids: ReadonlySet<string>,
): Promise<Map<string, RollcallError>> {
  const unknown = new Map<string, RollcallError>();
  await inParallel([...ids], rostersAtOnce, async (id) => {
    if (!(await stores.plan.rosters.find(id)))
      unknown.set(id, new RollcallError('roster.unknown', { rosterId: id }));
  });
  return unknown;
}

const rostersAtOnce = 16;
/** Rows that are saved before the clock is looked at. */
const rowsAtOnce = 250;

/** Files of rosters. */
export const rosterFile: FileKind<RosterField, WantedRoster> = {
  fields: rosterFields,
  needed: ['dutyRosterId', 'from'],
  dates: ['from', 'through'],
  action: 'rosters.imported',
  read: readRoster,
  async save(actor, rows, { isDryRun, isTimeUp }) {
    type Row = WantedRow<WantedRoster> & { index: number };
    const outcomes: (RowOutcome | undefined)[] = rows.map(() => undefined);
    const unknown = await unknownRosters(actor, new Set(rows.map(({ wanted }) => wanted.dutyRosterId)));
    const known = rows.flatMap((row, index): Row[] => {
      const problem = unknown.get(row.wanted.dutyRosterId);
      if (problem === undefined) return [{ ...row, index }];
      outcomes[index] = {
        result: 'refused',
        problems: [{ message: problem.message, problem: refusalOf(problem) }],
      };
      return [];
    });
    const byUser = Map.groupBy(known, ({ user }) => canonicalUserId(user.id));
    // The first rows of all people are saved together, then the second ones: each goes by what those before it have made.
    const rounds: Row[][] = [];
    const roundAt = (place: number) => {
      const round = rounds[place] ?? [];
      rounds[place] = round;
      return round;
    };
    for (const ofUser of byUser.values()) {
      const inOrder = ofUser.toSorted((a, b) => (a.wanted.from < b.wanted.from ? -1 : 1));
      const before = inOrder[0]?.user.rosterAssignments ?? [];
      const after = inOrder.reduce(
        (assignments, { wanted }) => assignRoster(assignments, wanted.dutyRosterId, wanted.from, wanted.to),
        before,
      );
      const isThere = isSameStored(before, after);
      for (const [place, row] of inOrder.entries()) {
        if (isThere) outcomes[row.index] = { result: 'unchanged' };
        else roundAt(place).push(row);
      }
    }
    for (const round of rounds) {
      for (let start = 0; start < round.length && !isTimeUp(); start += rowsAtOnce) {
        const some = round.slice(start, start + rowsAtOnce);
        const changes = some.map(({ user, wanted: { dutyRosterId, from, to } }) => ({
          kind: 'edit' as const,
          userId: user.id,
          edit: { dutyRosterId, dutyRosterFrom: from, dutyRosterTo: to },
        }));
        const saved = await saveUsers(actor, changes, { kind: 'import', isDryRun });
        for (const [at, { index }] of some.entries()) {
          const outcome = saved[at];
          if (outcome === undefined) continue;
          outcomes[index] =
            outcome.result === 'refused'
              ? {
                  result: 'refused',
                  problems: [{ message: outcome.error.message, problem: refusalOf(outcome.error) }],
                }
              : { result: outcome.result === 'unchanged' ? 'unchanged' : 'entered' };
        }
      }
    }
    return outcomes;
  },
};
