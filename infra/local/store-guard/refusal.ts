/** Says why a local store does not serve a request, with the codes of AWS. @module */

/** The codes of AWS that a refused request is answered with. */
export type RefusalCode =
  | 'AccessDenied'
  | 'InvalidAccessKeyId'
  | 'SignatureDoesNotMatch'
  | 'AuthorizationQueryParametersError'
  | 'InvalidURI';

/** A request that a local store does not serve. The message is for whoever holds the link or has written the client. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}
