/** The errors of the DynamoDB protocol that the store answers with. @module */

/** What is answered besides the type and the message. */
export type FailureDetails = Record<string, unknown>;

const modelled = 'com.amazonaws.dynamodb.v20120810#';
const general = 'com.amazon.coral.validate#';
const serialisation = 'com.amazon.coral.service#';

/** A request that is refused, with the error type and message that DynamoDB has for it. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';
  /** The error's type as the protocol writes it, with its namespace. */
  readonly type: string;
  readonly status: number;
  readonly details: FailureDetails;

  constructor(type: string, message: string, status = 400, details: FailureDetails = {}) {
    super(message);
    this.type = type;
    this.status = status;
    this.details = details;
  }
}

/** A request that is wrong in itself. @param message - in DynamoDB's words */
export function invalid(message: string): StoreFailure {
  return new StoreFailure(`${general}ValidationException`, message);
}

/** An item or table that breaks a rule for values. @param message - what follows DynamoDB's opening words */
export function invalidParameter(message: string): StoreFailure {
  return invalid(`One or more parameter values were invalid: ${message}`);
}

/** A request whose JSON has another shape than the protocol's. */
export function unreadable(message: string): StoreFailure {
  return new StoreFailure(`${serialisation}SerializationException`, message);
}

/** A failure that clients tell by its type. */
export function failure(type: string, message: string, details: FailureDetails = {}): StoreFailure {
  return new StoreFailure(`${modelled}${type}`, message, 400, details);
}

/** The table of a request does not exist. */
export function noSuchTable(): StoreFailure {
  return failure('ResourceNotFoundException', 'Cannot do operations on a non-existent table');
}

/** Something in the store itself broke; nothing of the request is kept. */
export function internalFailure(): StoreFailure {
  return new StoreFailure(
    `${modelled}InternalServerError`,
    'The request processing has failed because of an unknown error, exception or failure.',
    500,
  );
}
