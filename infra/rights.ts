/**
 * What each function may do on tables, queues and files: what its code has been seen to ask for, and nothing else. The roles are
 * made from it, and in the tests every call is held against it (docs/decisions/0037-rights-by-evidence.md).
 * @module
 */

import { everyKey, type ItemRight, ownedKeys, type Rights, type TableRights } from './item-rights.ts';
import type { LambdaName } from './lambdas.ts';

const reading = ['GetItem', 'BatchGetItem', 'Query'] as const;
const putting = ['PutItem', 'UpdateItem'] as const;
// Puts with a condition each, in a batch; one alone is a put.
const adding = [...putting, 'PartiQLInsert'] as const;
const writing = [...adding, 'PartiQLUpdate'] as const;

/** Whoever writes what people see in the feed of changes writes it down there first. */
const changeLog = ['*#CHANGES#*', '*#CHANGES-BEGIN#*'] as const;
/** Whoever reads the marks of terminals makes those of terminals that were registered before there were any. */
const marks = '*#MARKS#*';
/** Whoever has stored punches marks the terminal as read, and lets go of the days that waited for it. */
const waiting = ['*#WAITING#*', '*#WAITING-CLOCK#*'] as const;
/** Storing punches may create users, and their departments. */
const takingIn = [marks, '*#DEPARTMENT#*', '*#DEPARTMENTS#*', '*#PIN#*', '*#TERMINAL#*', '*#USER#*'] as const;
const audit = ['*#AUDIT#*', '*#AUDIT-ONCE#*'] as const;
/** The trail grows: its entries are put there, and none is updated. */
const notesInTrail = { actions: ['PutItem', 'PartiQLInsert'], keys: audit } as const satisfies ItemRight;

const nothing = { items: [], indexes: [] } as const satisfies TableRights;
const readsMain = { actions: reading, keys: everyKey } as const satisfies ItemRight;
const getsOwned = { actions: ['GetItem', 'Query'], keys: ownedKeys } as const satisfies ItemRight;
const readsOwned = { actions: reading, keys: ownedKeys } as const satisfies ItemRight;

const batches = (...keys: string[]): ItemRight => ({ actions: ['BatchWriteItem'], keys });
const deletions = (...keys: string[]): ItemRight => ({ actions: ['DeleteItem'], keys });

/**
 * Rights by function. No function may delete an item of the main table, where the punches are, by `DeleteItem`; IAM cannot single
 * out the deletions that a `BatchWriteItem` may carry, so within the kinds of a batch only the code rules those out. One function
 * has that work: `tick`, which deletes what is older than the settings keep.
 */
export const rights: Record<LambdaName, Rights> = {
  api: {
    main: {
      items: [
        readsMain,
        {
          actions: writing,
          keys: [
            ...takingIn,
            '*#ARCHIVED-PLANS',
            '*#BRIDGE#*',
            '*#CALENDARS',
            '*#CHANGES-SWITCH',
            '*#DEPARTMENTS',
            '*#EMPLOYEE#*',
            '*#ENTRIES#*',
            '*#EXPORT-SCHEDULES',
            '*#EXPORT-TEMPLATES',
            '*#INFLIGHT#*',
            '*#LINK-CHANGES',
            '*#LOCKS',
            '*#QUARANTINE#*',
            '*#ROSTERS',
            '*#RULE-CHANGES',
            '*#SCHEDULES',
            '*#SETTINGS',
          ],
        },
        batches(
          ...waiting,
          '*#DEPARTMENT#*',
          '*#DEPARTMENTS#*',
          '*#EMPLOYEE#*',
          '*#ENTRIES#*',
          '*#PIN#*',
          '*#QUARANTINE#*',
        ),
      ],
      indexes: ['byArrival', 'byDay', 'byKind'],
    },
    operations: {
      items: [
        readsMain,
        notesInTrail,
        {
          actions: putting,
          keys: [
            ...changeLog,
            '*#DIAGNOSES#*',
            '*#DOWNLOAD#*',
            '*#ENROLMENT#*',
            '*#EXPORT#*',
            '*#HOLD#*',
            '*#IDEMPOTENCY#*',
            '*#IMPORT#*',
            '*#INFLIGHT#*',
            '*#JOB#*',
            '*#PERSON#*',
            '*#PUSH#*',
            '*#REPORT-RUN#*',
            '*#REPORT-SCHEDULES',
            '*#STORED#*',
            '*#TASK#*',
            '*#TASK-QUEUE#*',
            '*#WEBHOOKS',
            '~#APIKEY#*',
            '~#ENROLMENT#*',
            '~#PUSHTERMINAL#*',
          ],
        },
        batches(
          '*#APIKEYS#*',
          '*#AUDIT#*',
          '*#DOWNLOADS#*',
          '*#ENROLMENTS#*',
          '*#EXPORTS#*',
          '*#JOBS#*',
          '*#OPEN-DOWNLOADS#*',
          '*#PEOPLE#*',
          '*#QUARANTINED#*',
          '*#REPORT-RUNS#*',
          '*#ROWS-ADDED#*',
          '*#TERMINALS#*',
          '*#UNKNOWNUSERS#*',
          '*#USERS#*',
        ),
        deletions(
          '*#DOWNLOAD#*',
          '*#HOLD#*',
          '*#IDEMPOTENCY#*',
          '*#OPEN-DOWNLOADS#*',
          '*#PERSON#*',
          '*#REPORT-SCHEDULES',
          '*#TASK-QUEUE#*',
          '*#TERMINAL-LEASE#*',
          '*#WEBHOOKS',
          '~#APIKEY#*',
          '~#PUSHTERMINAL#*',
          '~#STRANGER#*',
        ),
      ],
      indexes: ['byKind'],
    },
    sendsTo: ['sheets', 'gather', 'exports', 'imports', 'deliveries'],
    files: ['read', 'write'],
  },
  bridge: {
    main: {
      items: [
        readsMain,
        { actions: writing, keys: [...takingIn, '*#BRIDGE#*'] },
        batches(...waiting, '*#PIN#*', '*#QUARANTINE#*'),
      ],
      indexes: ['byKind'],
    },
    operations: {
      items: [
        readsOwned,
        { actions: ['GetItem'], keys: ['~#BRIDGEKEY#*', '~#ENROLMENT#*'] },
        notesInTrail,
        {
          actions: putting,
          keys: [
            ...changeLog,
            '*#DIAGNOSES#*',
            '*#DOWNLOAD#*',
            '*#SLOT#*',
            '*#TASK#*',
            '*#TASK-QUEUE#*',
            '*#TERMINAL-EVENTS#*',
            '*#TERMINAL-LEASE#*',
            '*#TERMINAL-USERS#*',
            '~#BRIDGEKEY#*',
            '~#ENROLMENT#*',
            '~#NONCE#*',
          ],
        },
        batches(
          '*#AUDIT#*',
          '*#BRIDGES#*',
          '*#DOWNLOADS#*',
          '*#OPEN-DOWNLOADS#*',
          '*#QUARANTINED#*',
          '*#TERMINAL-USERS#*',
          '*#TERMINALS#*',
          '*#UNKNOWNUSERS#*',
          '*#USERS#*',
        ),
        deletions('*#DOWNLOAD#*', '*#OPEN-DOWNLOADS#*', '*#TASK-QUEUE#*', '*#TERMINAL-LEASE#*'),
      ],
      indexes: [],
    },
    sendsTo: ['sheets', 'gather'],
    files: [],
  },
  iclock: {
    main: {
      items: [
        {
          actions: reading,
          keys: [
            ...waiting,
            '*#CHANGES-SWITCH',
            '*#LINK-CHANGES',
            '*#MARKS#*',
            '*#PIN#*',
            '*#QUARANTINE#*',
            '*#SETTINGS',
            '*#TERMINAL#*',
            '*#USER#*',
          ],
        },
        { actions: writing, keys: [...takingIn] },
        batches(...waiting, '*#PIN#*', '*#QUARANTINE#*'),
      ],
      indexes: ['byKind'],
    },
    operations: {
      items: [
        {
          actions: ['GetItem', 'Query'],
          keys: [
            ...changeLog,
            '*#AUDIT-ONCE#*',
            '*#PUSH#*',
            '*#TERMINALS#*',
            '~#PUSHTERMINAL#*',
            '~#WRONGKEYS#*',
          ],
        },
        notesInTrail,
        {
          actions: putting,
          keys: [
            ...changeLog,
            '*#PUSH#*',
            '*#STORED#*',
            '*#TERMINAL-EVENTS#*',
            '~#STRANGER#*',
            '~#WRONGKEYS#*',
          ],
        },
        batches('*#AUDIT#*', '*#QUARANTINED#*', '*#TERMINAL-USERS#*', '*#UNKNOWNUSERS#*', '*#USERS#*'),
      ],
      indexes: [],
    },
    sendsTo: ['sheets', 'gather'],
    files: [],
  },
  authorizer: {
    main: nothing,
    operations: { items: [{ actions: ['GetItem'], keys: ['~#APIKEY#*'] }], indexes: [] },
    sendsTo: [],
    files: [],
  },
  tick: {
    main: {
      items: [
        readsMain,
        { actions: adding, keys: [marks, '*#PIN#*', '*#SETTINGS', '*#SILENCES', '*#USER#*'] },
        // Old times are deleted by it: see decision 0045.
        batches(...waiting, '*#ENTRIES#*', '*#PIN#*', '*#QUARANTINE#*', '*#USER#*'),
      ],
      indexes: ['byArrival', 'byKind'],
    },
    operations: {
      items: [
        readsOwned,
        { actions: ['Query'], keys: ['~#ORGANISATIONS#*'] },
        notesInTrail,
        {
          actions: putting,
          keys: [
            ...changeLog,
            '*#DOWNLOAD#*',
            '*#EXPORT#*',
            '*#JOB#*',
            '*#PUSH#*',
            '*#REPORT-RUN#*',
            '*#SILENCE-WATCH',
            '*#SLOT#*',
            '*#TASK#*',
            '*#TASK-QUEUE#*',
          ],
        },
        batches(
          '*#AUDIT#*',
          '*#DOWNLOADS#*',
          '*#EXPORTS#*',
          '*#JOBS#*',
          '*#OPEN-DOWNLOADS#*',
          '*#REPORT-RUNS#*',
          '*#USERS#*',
        ),
        deletions('*#DOWNLOAD#*', '*#OPEN-DOWNLOADS#*', '*#TASK-QUEUE#*', '*#TERMINAL-LEASE#*'),
      ],
      indexes: ['byKind'],
    },
    sendsTo: ['sheets', 'gather', 'clock', 'deliveries', 'exports'],
    files: [],
  },
  sheets: {
    main: {
      items: [
        readsMain,
        { actions: writing, keys: [marks, '*#LOCKS', '*#PIN#*', '*#USER#*'] },
        batches(...waiting),
      ],
      indexes: ['byArrival', 'byKind'],
    },
    operations: {
      items: [
        getsOwned,
        { actions: ['PutItem'], keys: audit },
        { actions: putting, keys: [...changeLog, '*#JOB#*'] },
        batches('*#JOBS#*', '*#ROWS-ADDED#*'),
      ],
      indexes: [],
    },
    sendsTo: ['sheets', 'gather'],
    files: [],
  },
  gather: {
    main: nothing,
    operations: nothing,
    sendsTo: ['sheets'],
    files: [],
  },
  exports: {
    main: { items: [readsMain, { actions: putting, keys: [marks] }], indexes: ['byDay', 'byKind'] },
    operations: { items: [getsOwned, { actions: ['UpdateItem'], keys: ['*#EXPORT#*'] }], indexes: [] },
    sendsTo: ['deliveries'],
    files: ['write'],
  },
  imports: {
    main: {
      items: [readsMain, { actions: writing, keys: [...takingIn] }, batches('*#PIN#*', '*#QUARANTINE#*')],
      indexes: ['byKind'],
    },
    operations: {
      items: [
        getsOwned,
        notesInTrail,
        { actions: putting, keys: [...changeLog, '*#IMPORT#*', '*#STORED#*'] },
        batches('*#AUDIT#*', '*#QUARANTINED#*', '*#UNKNOWNUSERS#*', '*#USERS#*'),
      ],
      indexes: [],
    },
    sendsTo: ['sheets', 'gather', 'imports'],
    files: ['read'],
  },
  deliveries: {
    main: { items: [readsMain, { actions: putting, keys: [marks] }], indexes: ['byDay', 'byKind'] },
    operations: {
      items: [
        readsOwned,
        { actions: ['BatchGetItem'], keys: ['~#APIKEY#*'] },
        { actions: ['PutItem'], keys: audit },
        { actions: putting, keys: ['*#EXPORT#*', '*#REPORT-RUN#*', '*#WEBHOOKS'] },
        batches('*#EXPORTS#*'),
      ],
      indexes: [],
    },
    sendsTo: ['exports', 'deliveries'],
    files: ['read', 'write'],
  },
};
