/**
 * Stands between the functions and AWS in every test whose own process has a local cloud, in integration and in the browser:
 * refuses what the role of a function would refuse, and keeps what was asked. With a folder in ROLLCALL_RIGHTS_FOLDER it is kept
 * there too, as `npm run rights` wants it.
 * @module
 */

import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, expect } from 'vitest';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { functionAtWork } from '#infra/local/lambda.ts';
import { type Asked, type Call, callOfCommand, callsOfTables, patternOf } from './calls.ts';
import { isGranted } from './granted.ts';

const folder = process.env.ROLLCALL_RIGHTS_FOLDER;
const asked = new Set<string>();
const refused = new Set<string>();

/** Lines of evidence of what functions have asked in this test file. */
export function askedHere(): string[] {
  return [...asked];
}

/** The lines of evidence of a call: one for each kind of key. */
function linesOf(name: string, { action, on, leadingKeys }: Call): string[] {
  const kinds = leadingKeys.length === 0 ? ['-'] : [...new Set(leadingKeys.map(patternOf))];
  return kinds.map((kind) => `${name} ${action} ${on} ${kind}`);
}

/** @throws Error as AWS would refuse it, when the role of the function at work does not allow a call */
function check(calls: readonly Call[]): void {
  const name = functionAtWork();
  if (name === undefined) return;
  for (const call of calls) {
    const lines = linesOf(name, call);
    if (folder !== undefined) {
      const news = lines.filter((line) => !asked.has(line)).map((line) => `${line}\n`);
      appendFileSync(join(folder, `${process.pid}.txt`), news.join(''));
    }
    for (const line of lines) asked.add(line);
    if (isGranted(name, call)) continue;
    for (const line of lines) refused.add(line);
    // While evidence is gathered, everything is to be seen at once.
    if (folder === undefined) throw new Error(`AccessDeniedException: ${lines.join('; ')}`);
  }
}

const { send } = DynamoDb.prototype;
DynamoDb.prototype.send = function (this: DynamoDb, ...args) {
  check(callsOfTables(args[0], args[1] as Asked));
  return Reflect.apply(send, this, args) as never;
};

// Every client of the AWS SDK sends through the same method.
const everyClient = Object.getPrototypeOf(SQSClient.prototype) as { send: (...args: never[]) => unknown };
const ask = everyClient.send;
everyClient.send = function (this: unknown, ...args: never[]) {
  const [command] = args as unknown as [{ constructor: { name: string }; input: Asked }];
  check([callOfCommand(command.constructor.name, command.input)]);
  return Reflect.apply(ask, this, args);
};

// A function may have made up for a refusal, or told it to nobody.
afterAll(() => {
  expect([...refused]).toEqual([]);
});
