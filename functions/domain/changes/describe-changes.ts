/** Shows changes as the API shows the things themselves. @module */

import { toldDay } from '#shared/attendance/index.ts';
import type { Change } from '#shared/contract/changes.ts';
import type { SheetRow } from '#shared/contract/sheets.ts';
import type { StoredChange } from '../../store/change-feed.ts';
import type { Actor } from '../actor.ts';
import { describePunch } from '../describe-punch.ts';
import { RightSerials } from '../right-serials.ts';
import { describeRows } from '../sheets/index.ts';
import { describeLink, describeUser, type Viewer } from '../users/index.ts';

/** Changes as a reader gets them. @param viewer - what the reader may see of users */
export async function describeChanges(
  actor: Actor,
  stored: readonly StoredChange[],
  viewer: Viewer,
): Promise<Change[]> {
  const rows = stored.flatMap(({ thing }) =>
    thing.kind === 'sheet-row' && thing.value ? [thing.value] : [],
  );
  const described = await describeRows(actor, rows, new Map());
  const shown = new Map<unknown, SheetRow>();
  for (const [index, row] of rows.entries()) {
    const each = described[index];
    if (each) shown.set(row, toldDay(each));
  }
  const hasPunches = stored.some(({ thing }) => thing.kind === 'punch');
  const right = new RightSerials(hasPunches ? await actor.stores.terminals.marks() : []);
  return stored.map(({ id, at, thing }): Change => {
    const head = { id, at };
    switch (thing.kind) {
      case 'user': {
        const { kind, key, value } = thing;
        // Numbers of cards are in no list.
        return {
          ...head,
          kind,
          key,
          value: value ? { ...describeUser(value, viewer), card: undefined } : null,
        };
      }
      case 'punch': {
        const { kind, key, value } = thing;
        return { ...head, kind, key, value: value ? describePunch(value, right) : null };
      }
      case 'links': {
        const { kind, key, value } = thing;
        return { ...head, kind, key, value: value ? value.links.map(describeLink) : null };
      }
      case 'sheet-row': {
        const { kind, key, value } = thing;
        return { ...head, kind, key, value: shown.get(value) ?? null };
      }
      case 'correction':
        return { ...head, ...thing, value: thing.value ?? null };
      case 'silence': {
        const { kind, key, value } = thing;
        if (!value) return { ...head, kind, key, value: null };
        const { run: _run, revision: _revision, ...silence } = value;
        return { ...head, kind, key, value: silence };
      }
      case 'leave':
        return { ...head, ...thing, value: thing.value ?? null };
      default:
        return { ...head, ...thing, value: thing.value ?? null };
    }
  });
}
