/** Domain functions note in the audit trail who did what to what. @module */

import type { AuditEntry } from '#shared/contract/access.ts';
import type { AuditAction } from '#shared/contract/audit-actions.ts';
import type { Actor } from './actor.ts';
import { newId } from './ids.ts';

function entryOf(
  actor: Actor,
  action: AuditAction,
  subject: string,
  facts?: Record<string, unknown>,
): AuditEntry {
  return { id: newId('aud'), at: actor.now, by: actor.name, action, subject, facts };
}

/**
 * Notes who did what to what.
 * @param subject - id of the thing
 * @param facts - what changed; ids and values, never names of people or secrets
 */
export async function recordAudit(
  actor: Actor,
  action: AuditAction,
  subject: string,
  facts?: Record<string, unknown>,
): Promise<void> {
  await actor.stores.audit.add(entryOf(actor, action, subject, facts));
}

/**
 * Notes an event that can happen only once to its subject; racing callers leave one entry.
 * @param once - what identifies the event, where that is not the subject as written
 */
export async function recordAuditOnce(
  actor: Actor,
  action: AuditAction,
  subject: string,
  facts?: Record<string, unknown>,
  once = subject,
): Promise<void> {
  await actor.stores.audit.addOnce(entryOf(actor, action, subject, facts), `${action}#${once}`);
}

/** Notes the same about many subjects at once. */
export async function recordAudits(
  actor: Actor,
  action: AuditAction,
  subjects: readonly string[],
): Promise<void> {
  await actor.stores.audit.addEach(subjects.map((subject) => entryOf(actor, action, subject)));
}

/** Notes the same about many subjects, with facts of each. */
export async function recordAuditOfEach(
  actor: Actor,
  action: AuditAction,
  events: readonly { subject: string; facts: Record<string, unknown> }[],
): Promise<void> {
  await actor.stores.audit.addEach(
    events.map(({ subject, facts }) => entryOf(actor, action, subject, facts)),
  );
}

/** Notes events of many subjects, each as `recordAuditOnce` does. @param events - what identifies them differs */
export async function recordAuditsOnce(
  actor: Actor,
  action: AuditAction,
  events: readonly { subject: string; facts?: Record<string, unknown>; once: string }[],
): Promise<void> {
  await actor.stores.audit.addEachOnce(
    events.map(({ subject, facts, once }) => ({
      entry: entryOf(actor, action, subject, facts),
      once: `${action}#${once}`,
    })),
  );
}
