/** The failure of one request to DynamoDB, in the form that failures of the AWS SDK have. @module */

/** DynamoDB has refused a request, or has not answered it. `name` is the failure's name in the API reference. */
export class DynamoDbFailure extends Error {
  /** Node's code where the connection failed, such as `ECONNREFUSED`. */
  readonly code?: string;
  readonly $metadata: { httpStatusCode?: number };

  private constructor(name: string, message: string, status?: number, cause?: Error & { code?: string }) {
    super(message, cause ? { cause } : undefined);
    this.name = name;
    this.$metadata = status === undefined ? {} : { httpStatusCode: status };
    if (cause?.code !== undefined) this.code = cause.code;
  }

  /**
   * The failure that an answer tells.
   * @param status - of HTTP
   * @param answer - its body: `__type` names the failure behind a `#`; what has none did not come from DynamoDB
   */
  static answered(status: number, answer: unknown): DynamoDbFailure {
    const { __type: type, message, Message } = (answer ?? {}) as Record<string, unknown>;
    const name = typeof type === 'string' ? type.slice(type.lastIndexOf('#') + 1) : 'UnknownAnswer';
    const text = [message, Message].find((each) => typeof each === 'string');
    return new DynamoDbFailure(name, String(text ?? `DynamoDB answered with status ${status}`), status);
  }

  /** The failure of a request that got no answer. */
  static withoutAnswer(cause: Error): DynamoDbFailure {
    return new DynamoDbFailure('TimeoutError', cause.message, undefined, cause);
  }
}
