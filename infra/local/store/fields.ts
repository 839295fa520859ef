/** Reads the fields of a request. What has another JSON type than the protocol's is refused. @module */

import { invalid, unreadable } from './failure.ts';
import { isRecord } from './values.ts';

/** The body of a request. */
export type Fields = Record<string, unknown>;

/** Reads the body of a request. @throws StoreFailure when it is no JSON object */
export function readFields(body: string): Fields {
  try {
    const raw: unknown = JSON.parse(body);
    if (isRecord(raw)) return raw;
  } catch {
    // Answered below, like JSON of another form.
  }
  throw unreadable('The body of the request is no JSON object');
}

function isAbsent(raw: unknown): raw is undefined | null {
  return raw === undefined || raw === null;
}

/** A text; `undefined` when it is absent. */
export function textField(fields: Fields, name: string): string | undefined {
  const raw = fields[name];
  if (isAbsent(raw)) return undefined;
  if (typeof raw !== 'string') throw unreadable(`${name} has to be a string`);
  return raw;
}

/** True or false; absent means false. */
export function flagField(fields: Fields, name: string, otherwise = false): boolean {
  const raw = fields[name];
  if (isAbsent(raw)) return otherwise;
  if (typeof raw !== 'boolean') throw unreadable(`${name} has to be true or false`);
  return raw;
}

/** A whole number; `undefined` when it is absent. */
export function numberField(fields: Fields, name: string): number | undefined {
  const raw = fields[name];
  if (isAbsent(raw)) return undefined;
  if (typeof raw !== 'number') throw unreadable(`${name} has to be a number`);
  return Math.trunc(raw);
}

/** An object; `undefined` when it is absent. */
export function recordField(fields: Fields, name: string): Fields | undefined {
  const raw = fields[name];
  if (isAbsent(raw)) return undefined;
  if (!isRecord(raw)) throw unreadable(`${name} has to be an object`);
  return raw;
}

/** A list of objects; empty when it is absent. */
export function recordsField(fields: Fields, name: string): Fields[] {
  const raw = fields[name];
  if (isAbsent(raw)) return [];
  if (!Array.isArray(raw)) throw unreadable(`${name} has to be a list`);
  return raw.map((each: unknown) => {
    if (!isRecord(each)) throw unreadable(`${name} has to be a list of objects`);
    return each;
  });
}

const nameForm = /^[a-zA-Z0-9_.-]{3,255}$/;

/** Whether tables and indexes may have this name. */
export function requireName(name: string | undefined): string {
  if (name === undefined || !nameForm.test(name)) {
    throw invalid(
      "Invalid table/index name.  Table/index names must be between 3 and 255 characters long, and may contain only the characters a-z, A-Z, 0-9, '_', '-', and '.'",
    );
  }
  return name;
}

const oldParameters = [
  'AttributesToGet',
  'AttributeUpdates',
  'ConditionalOperator',
  'Expected',
  'KeyConditions',
  'QueryFilter',
  'ScanFilter',
];

/** The parameters that DynamoDB had before its expressions are not served here. @throws StoreFailure */
export function refuseOldParameters(fields: Fields): void {
  const found = oldParameters.find((name) => !isAbsent(fields[name]));
  if (found !== undefined) {
    throw invalid(`The embedded store does not serve ${found}: use expressions instead`);
  }
}
