/** What the placeholders of a request's expressions stand for, and which of them are used. @module */

import { invalid, StoreFailure, unreadable } from '../failure.ts';
import { type AttributeValue, isRecord, readValue } from '../values.ts';
import type { DocumentPath, PathSyntax } from './path.ts';

const nameForm = /^#[0-9a-zA-Z_]+$/;
const valueForm = /^:[0-9a-zA-Z_]+$/;

function readNames(raw: unknown): Map<string, string> | undefined {
  if (raw === undefined || raw === null) return undefined;
  if (!isRecord(raw)) throw unreadable('ExpressionAttributeNames has to be a map of names');
  const names = new Map<string, string>();
  for (const [key, name] of Object.entries(raw)) {
    if (typeof name !== 'string') throw unreadable('ExpressionAttributeNames has to be a map of names');
    names.set(key, name);
  }
  return names;
}

function readValues(raw: unknown): Record<string, unknown> | undefined {
  if (raw === undefined || raw === null) return undefined;
  if (!isRecord(raw)) throw unreadable('ExpressionAttributeValues has to be a map of values');
  return raw;
}

function unused(kind: string, keys: Iterable<string>): string | undefined {
  const list = [...keys];
  if (list.length === 0) return undefined;
  return `Value provided in ExpressionAttribute${kind} unused in expressions: keys: {${list.join(', ')}}`;
}

/** The names and values of a request. */
export class Placeholders {
  readonly #names: Map<string, string>;
  readonly #values = new Map<string, AttributeValue>();
  readonly #unusedNames: Set<string>;
  readonly #unusedValues: Set<string>;

  /** @throws StoreFailure when a key or value is wrong */
  constructor(rawNames: unknown, rawValues: unknown) {
    const names = readNames(rawNames);
    const values = readValues(rawValues);
    this.#names = names ?? new Map();
    if (names) this.#checkNames(names);
    if (values) this.#takeValues(values);
    this.#unusedNames = new Set(this.#names.keys());
    this.#unusedValues = new Set(this.#values.keys());
  }

  #checkNames(names: Map<string, string>): void {
    if (names.size === 0) throw invalid('ExpressionAttributeNames must not be empty');
    for (const key of names.keys()) {
      if (!nameForm.test(key)) {
        throw invalid(`ExpressionAttributeNames contains invalid key: Syntax error; key: "${key}"`);
      }
    }
  }

  #takeValues(values: Record<string, unknown>): void {
    const keys = Object.keys(values);
    if (keys.length === 0) throw invalid('ExpressionAttributeValues must not be empty');
    for (const key of keys) {
      if (!valueForm.test(key)) {
        throw invalid(`ExpressionAttributeValues contains invalid key: Syntax error; key: "${key}"`);
      }
    }
    for (const key of keys) {
      try {
        this.#values.set(key, readValue(values[key]));
      } catch (error) {
        if (!(error instanceof StoreFailure)) throw error;
        throw new StoreFailure(
          error.type,
          `ExpressionAttributeValues contains invalid value: ${error.message} for key ${key}`,
        );
      }
    }
  }

  /** The path with its names. @throws StoreFailure when one is not defined */
  path({ steps }: PathSyntax): DocumentPath {
    return steps.map((step) => {
      if (typeof step === 'number' || !step.startsWith('#')) return step;
      const name = this.#names.get(step);
      if (name === undefined) {
        throw invalid(
          `An expression attribute name used in the document path is not defined; attribute name: ${step}`,
        );
      }
      this.#unusedNames.delete(step);
      return name;
    });
  }

  /** The value of a placeholder. @throws StoreFailure when it is not defined */
  value(key: string): AttributeValue {
    const value = this.#values.get(key);
    if (value === undefined) {
      throw invalid(
        `An expression attribute value used in expression is not defined; attribute value: ${key}`,
      );
    }
    this.#unusedValues.delete(key);
    return value;
  }

  /** @throws StoreFailure when a name or value was used by no expression */
  requireAllUsed(): void {
    const message = unused('Names', this.#unusedNames) ?? unused('Values', this.#unusedValues);
    if (message !== undefined) throw invalid(message);
  }
}
