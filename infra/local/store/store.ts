/** A store: its database, and what it answers to each operation. @module */

import { DatabaseSync } from 'node:sqlite';
import { batchGetItem, batchWriteItem } from './batch-operations.ts';
import { Commits } from './commits.ts';
import { startExpiry } from './expiry.ts';
import { failure, internalFailure, StoreFailure } from './failure.ts';
import { type Fields, readFields } from './fields.ts';
import { deleteItem, getItem, putItem, updateItem } from './item-operations.ts';
import { LateIndexes, type Lateness } from './late-indexes.ts';
import { openLog } from './log-file.ts';
import { type PageAccess, query, scan } from './page-operations.ts';
import { batchExecuteStatement } from './statement-operations.ts';
import {
  createTable,
  deleteTable,
  describeTable,
  describeTimeToLive,
  listTables,
  updateTimeToLive,
} from './table-operations.ts';
import { Tables } from './tables.ts';
import { Writer } from './writer.ts';

/** How to open a store. */
export interface StoreOptions {
  /** File of the database; absent: in memory. */
  file?: string;
  /** Epoch milliseconds by the clock of the callers: what expires does so by it. */
  now: () => Promise<number>;
  /** Has indexes lag behind, in tests. Only in memory. */
  late?: Lateness;
}

/** An answer of the protocol. */
export interface Answer {
  status: number;
  body: string;
}

/** An open store. */
export interface Store {
  /** Answers a request, when whatever it has written or read is on disk. */
  answer(operation: string, body: string, deliver: (answer: Answer) => void): void;
  close(): void;
}

const operations: Record<string, (access: PageAccess, fields: Fields) => string> = {
  BatchExecuteStatement: batchExecuteStatement,
  BatchGetItem: batchGetItem,
  BatchWriteItem: batchWriteItem,
  CreateTable: createTable,
  DeleteItem: deleteItem,
  DeleteTable: deleteTable,
  DescribeTable: describeTable,
  DescribeTimeToLive: describeTimeToLive,
  GetItem: getItem,
  ListTables: listTables,
  PutItem: putItem,
  Query: query,
  Scan: scan,
  UpdateItem: updateItem,
  UpdateTimeToLive: updateTimeToLive,
};

/** Changes of the database's form that the code has made; a store of a later form is not opened. */
const formVersion = 1;

function openDatabase(file: string | undefined): DatabaseSync {
  const database = new DatabaseSync(file ?? ':memory:');
  // The punches of a batch are of many users, and each lies in a page of its own: small pages, and few checkpoints, write less.
  database.exec('PRAGMA page_size = 4096');
  database.exec('PRAGMA journal_mode = WAL');
  // A commit only writes its log, which Commits puts on disk before anybody is told; SQLite itself does so before checkpoints.
  database.exec('PRAGMA synchronous = NORMAL');
  database.exec('PRAGMA cache_size = -65536');
  database.exec('PRAGMA wal_autocheckpoint = 16000');
  database.exec('PRAGMA journal_size_limit = 67108864');
  const { user_version: version } = database.prepare('PRAGMA user_version').get() ?? {};
  if (Number(version) > formVersion) {
    database.close();
    throw new Error(`${file} was written by a later version of Rollcall. Start that version.`);
  }
  database.exec(`PRAGMA user_version = ${formVersion}`);
  return database;
}

function refusalOf(error: unknown): Answer {
  const refusal = error instanceof StoreFailure ? error : internalFailure();
  const { type, message, status, details } = refusal;
  return { status, body: JSON.stringify({ __type: type, message, Message: message, ...details }) };
}

/** Opens a store. @throws Error when its file cannot be used */
export function openStore({ file, now, late: lateness }: StoreOptions): Store {
  if (file !== undefined && lateness !== undefined) {
    throw new Error('Indexes are late in memory only.');
  }
  const database = openDatabase(file);
  const log = file === undefined ? undefined : openLog(file);
  const commits = new Commits(database, log?.save);
  const tables = new Tables(database);
  const late = lateness && new LateIndexes(commits, lateness);
  const writer = new Writer(commits, late);
  const access: PageAccess = { tables, writer, late };
  const stopExpiry = startExpiry(tables, writer, now);

  function work(operation: string, body: string): Answer {
    try {
      const handler = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
      if (handler === undefined) {
        throw failure('UnknownOperationException', 'An unknown operation was requested.');
      }
      return { status: 200, body: handler(access, readFields(body)) };
    } catch (error) {
      return refusalOf(error);
    }
  }

  return {
    answer(operation, body, deliver) {
      const answer = work(operation, body);
      commits.answer((broken) => deliver(broken === undefined ? answer : refusalOf(broken)));
    },
    close() {
      stopExpiry();
      late?.close();
      commits.finish();
      log?.close();
      database.close();
    },
  };
}
