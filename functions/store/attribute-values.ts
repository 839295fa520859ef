/**
 * Writes values as DynamoDB's JSON has them, and reads them back.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 * @module
 */

/** A value as it travels: one field, named after its type. */
export interface AttributeValue {
  S?: string;
  N?: string;
  BOOL?: boolean;
  NULL?: boolean;
  /** Base64. */
  B?: string;
  L?: AttributeValue[];
  M?: AttributeMap;
  SS?: string[];
  NS?: string[];
}

/** An item, a key or the values of an expression as they travel. */
export interface AttributeMap {
  [name: string]: AttributeValue;
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`DynamoDB has no number ${value}`);
  return String(value);
}

function fromSet(values: ReadonlySet<unknown>): AttributeValue {
  const members = [...values];
  if (members.length === 0) throw new TypeError('DynamoDB has no empty set');
  if (members.every((member) => typeof member === 'string')) return { SS: members };
  if (members.every((member) => typeof member === 'number')) return { NS: members.map(numberText) };
  throw new TypeError('a set holds only strings, or only numbers');
}

/**
 * A value as it travels. Fields and members that are `undefined` are left out.
 * @throws TypeError for what DynamoDB cannot hold
 */
export function toAttribute(value: unknown): AttributeValue {
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      return { N: numberText(value) };
    case 'boolean':
      return { BOOL: value };
    case 'object':
      if (value === null) return { NULL: true };
      if (Array.isArray(value)) return { L: value.filter((member) => member !== undefined).map(toAttribute) };
      if (value instanceof Uint8Array) return { B: Buffer.from(value).toString('base64') };
      if (value instanceof Set) return fromSet(value);
      return { M: toAttributes(value) };
    default:
      throw new TypeError(`DynamoDB cannot hold a ${typeof value}`);
  }
}

/** Sets a field of an object, also one with the name `__proto__`, which an assignment would not make a field. */
function setField<T>(fields: Record<string, T>, name: string, value: T): void {
  if (name === '__proto__') {
    Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    fields[name] = value;
  }
}

/** The fields of an object as they travel. @throws TypeError for what DynamoDB cannot hold */
export function toAttributes(fields: object): AttributeMap {
  const attributes: AttributeMap = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) setField(attributes, name, toAttribute(value));
  }
  return attributes;
}

/** The value that has travelled. @throws TypeError for a type that Rollcall does not store */
export function fromAttribute(attribute: AttributeValue): unknown {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.M !== undefined) return fromAttributes(attribute.M);
  if (attribute.L !== undefined) return attribute.L.map(fromAttribute);
  if (attribute.B !== undefined) return Buffer.from(attribute.B, 'base64');
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  if (attribute.NULL !== undefined) return null;
  if (attribute.SS !== undefined) return new Set(attribute.SS);
  if (attribute.NS !== undefined) return new Set(attribute.NS.map(Number));
  throw new TypeError(`an attribute of an unknown type: ${Object.keys(attribute).join(', ')}`);
}

/** The object whose fields have travelled. @throws TypeError for a type that Rollcall does not store */
export function fromAttributes(attributes: AttributeMap): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const name of Object.keys(attributes)) {
    const attribute = attributes[name];
    if (attribute !== undefined) setField(fields, name, fromAttribute(attribute));
  }
  return fields;
}
