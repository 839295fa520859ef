/** Shows the audit trail: of a day or a range, by what was acted on, by whom, and whom it concerns. @module */

import type { AuditEntry } from '#shared/contract/access.ts';
import { canonicalUserId, parseUserId, type UserId } from '#shared/punch/user-id.ts';
import { addDays, daysBetween } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Page } from '../../store/cursor.ts';
import type { Actor } from '../actor.ts';
import { requireRange } from '../ranges.ts';
import { todayIn } from '../today.ts';

/** What is asked of the trail. */
interface TrailQuery {
  day?: LocalDate | undefined;
  from?: LocalDate | undefined;
  to?: LocalDate | undefined;
  order?: 'time' | 'latest' | undefined;
  subject?: string | undefined;
  userId?: UserId | undefined;
  by?: string | undefined;
  action?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

const defaultDays = 31;

function rangeOf({ now }: Actor, { day, from, to }: TrailQuery): { from: LocalDate; to: LocalDate } {
  if (day !== undefined) return { from: day, to: addDays(day, 1) };
  const end = to ?? addDays(todayIn('UTC', now), 1);
  return { from: from ?? addDays(end, -defaultDays), to: end };
}

/** Whether an entry is about a user: the user itself, or something that was entered for it. */
function concerns({ action, subject, facts }: AuditEntry, userId: UserId): boolean {
  const ids = [action.startsWith('user.') ? subject : undefined, facts?.userId];
  return ids.some((id) => {
    const parsed = typeof id === 'string' ? parseUserId(id) : null;
    return parsed !== null && canonicalUserId(parsed) === canonicalUserId(userId);
  });
}

/** A page of the audit trail. @throws RollcallError range.invalid, request.cursor */
export async function readTrail(actor: Actor, query: TrailQuery): Promise<Page<AuditEntry>> {
  const { from, to } = rangeOf(actor, query);
  requireRange(from, to);
  const latestFirst = (query.order ?? (query.day === undefined ? 'latest' : 'time')) === 'latest';
  const days = Array.from({ length: daysBetween(from, to) }, (_, index) => addDays(from, index));
  const { subject, userId, by, action, limit, cursor } = query;
  const fits = (entry: AuditEntry) =>
    (subject === undefined || entry.subject === subject) &&
    (userId === undefined || concerns(entry, userId)) &&
    (by === undefined || entry.by === by) &&
    (action === undefined || entry.action === action);
  return await actor.stores.audit.page(latestFirst ? days.toReversed() : days, {
    limit,
    cursor,
    latestFirst,
    fits,
  });
}
