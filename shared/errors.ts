/**
 * The closed set of failures that a caller of the cloud may act on. Each code has its facts (machine fields of the
 * RFC 9457 problem document), an HTTP status, and one sentence that names the thing and what to do.
 */

/** One field of a request that did not fit its schema. `path` is a JSON pointer into the part named by `in`. */
export interface RequestIssue {
  in: 'path' | 'query' | 'header' | 'body';
  path: string;
  message: string;
}

/** The facts that each problem code carries. One line per failure. */
export interface ProblemFacts {
  'request.not-json': { reason: string };
  'request.invalid': { issues: RequestIssue[] };
  'request.too-large': { bytes: number; limitBytes: number };
  'request.media-type': { received: string; accepted: string };
  'request.cursor': { cursor: string };
  'request.stale': { resource: string; currentEtag: string };
  'request.no-if-match': { resource: string };
  'request.key-reused': { idempotencyKey: string };
  'request.answered-once': { idempotencyKey: string };
  'route.unknown': { method: string; path: string };
  'caller.unknown': { scheme: string };
  'caller.not-allowed': { caller: string; needs: string };
  'bridge.signature': { reason: string };
  'bridge.clock-skewed': { skewSeconds: number; serverTime: string };
  'bridge.replayed': { nonce: string };
  'bridge.revoked': { bridgeId: string };
  'bridge.unknown': { bridgeId: string };
  'bridge.not-found': { bridgeId: string };
  'enrolment.refused': { reason: 'unknown' | 'expired' | 'used' | 'proof' };
  'user.unknown': { userId: string };
  'user.exists': { userId: string; existingId: string };
  'terminal.unknown': { serial: string };
  'terminal.of-another-bridge': { serial: string; bridgeId: string };
  'terminal.taken': { serial: string };
  'terminal.no-push': { serial: string };
  'terminals.none': { reason: string };
  'download.unknown': { downloadId: string };
  'task.unknown': { taskId: string };
  'task.not-yours': { taskId: string; state: string };
  'job.unknown': { jobId: string };
  'export.unknown': { exportId: string };
  'schedule.unknown': { scheduleId: string };
  'roster.unknown': { rosterId: string };
  'calendar.unknown': { calendarId: string };
  'plan.overlap': { userId?: string; rosterId?: string; scheduleId?: string; first: string; second: string };
  'punch.unknown': { userId: string; serial: string; wallTime: string; status: number };
  'correction.unknown': { correctionId: string };
  'leave.unknown': { leaveId: string };
  'override.unknown': { overrideId: string };
  'lock.unknown': { lockId: string };
  'period.locked': { lockId: string; from: string; to: string };
  'range.invalid': { from: string; to: string; reason: string };
  'key.unknown': { keyId: string };
  'service.busy': { retryAfterSeconds: number };
  'service.failed': { requestId: string };
}

/** A code of the closed set. */
export type ProblemCode = keyof ProblemFacts;

/** HTTP status of each code. A new code without a status does not compile. */
export const problemStatus = {
  'request.not-json': 400,
  'request.invalid': 422,
  'request.too-large': 413,
  'request.media-type': 415,
  'request.cursor': 400,
  'request.stale': 412,
  'request.no-if-match': 428,
  'request.key-reused': 409,
  'request.answered-once': 409,
  'route.unknown': 404,
  'caller.unknown': 401,
  'caller.not-allowed': 403,
  'bridge.signature': 401,
  'bridge.clock-skewed': 401,
  'bridge.replayed': 401,
  'bridge.revoked': 401,
  'bridge.unknown': 401,
  'bridge.not-found': 404,
  'enrolment.refused': 401,
  'user.unknown': 404,
  'user.exists': 409,
  'terminal.unknown': 404,
  'terminal.of-another-bridge': 403,
  'terminal.taken': 409,
  'terminal.no-push': 409,
  'terminals.none': 409,
  'download.unknown': 404,
  'task.unknown': 404,
  'task.not-yours': 409,
  'job.unknown': 404,
  'export.unknown': 404,
  'schedule.unknown': 404,
  'roster.unknown': 404,
  'calendar.unknown': 404,
  'plan.overlap': 409,
  'punch.unknown': 404,
  'correction.unknown': 404,
  'leave.unknown': 404,
  'override.unknown': 404,
  'lock.unknown': 404,
  'period.locked': 409,
  'range.invalid': 422,
  'key.unknown': 404,
  'service.busy': 503,
  'service.failed': 500,
} satisfies Record<ProblemCode, number>;

const sentences: { [C in ProblemCode]: (facts: ProblemFacts[C]) => string } = {
  'request.not-json': (f) => `The body is not JSON: ${f.reason}. Send one JSON object, encoded as UTF-8.`,
  'request.invalid': (f) =>
    `The request does not fit the contract: ${f.issues.map((i) => `${i.in}${i.path}: ${i.message}`).join('; ')}.`,
  'request.too-large': (f) =>
    `The body has ${f.bytes} bytes; this route takes ${f.limitBytes}. Send it in smaller parts.`,
  'request.media-type': (f) => `The body is declared as "${f.received}"; send ${f.accepted}.`,
  'request.cursor': (f) =>
    `The cursor "${f.cursor}" is not one that this list gave out. Start without a cursor.`,
  'request.stale': (f) =>
    `${f.resource} has changed since you read it. Read it again and repeat the edit with If-Match: ${f.currentEtag}.`,
  'request.no-if-match': (f) =>
    `${f.resource} is edited by several people: send the ETag that you read as If-Match.`,
  'request.key-reused': (f) =>
    `The Idempotency-Key "${f.idempotencyKey}" was used for another request. Make a new key for a new request.`,
  'request.answered-once': (f) =>
    `The request with the Idempotency-Key "${f.idempotencyKey}" has been carried out. Its answer held a secret, which is shown once and not kept: delete what it made, and ask again with a new key.`,
  'route.unknown': (f) => `There is no ${f.method} ${f.path}. The routes are listed in docs/openapi.json.`,
  'caller.unknown': (f) => `The ${f.scheme} credential is missing or not known. Send a valid one.`,
  'caller.not-allowed': (f) => `The caller ${f.caller} may not do this; it needs ${f.needs}.`,
  'bridge.signature': (f) => `The request's signature was refused: ${f.reason}.`,
  'bridge.clock-skewed': (f) =>
    `The bridge's clock is ${f.skewSeconds} s off; the server's time is ${f.serverTime}. Sign with the server's time.`,
  'bridge.replayed': () => 'This signed request was received before. Sign again with a new nonce.',
  'bridge.revoked': (f) => `Bridge ${f.bridgeId} has been revoked. Enrol it again with a new token.`,
  'bridge.unknown': (f) =>
    `Bridge ${f.bridgeId} is not known here. Enrol it with a token of this deployment.`,
  'bridge.not-found': (f) => `There is no bridge "${f.bridgeId}" that is enrolled.`,
  'enrolment.refused': (f) => {
    const why = {
      unknown: 'the token is not known',
      expired: 'the token has expired',
      used: 'the token has been used',
      proof: 'the proof does not belong to the public key and the token',
    }[f.reason];
    return `Enrolment refused: ${why}. Ask an administrator for a new token (POST /v1/bridges/enrolment-tokens).`;
  },
  'user.unknown': (f) => `There is no user "${f.userId}".`,
  'user.exists': (f) =>
    `A user with the id "${f.existingId}" exists${f.existingId === f.userId ? '' : ` and "${f.userId}" is the same id (leading zeros do not count)`}. Edit that one, or choose another id.`,
  'terminal.unknown': (f) => `There is no terminal with the serial number "${f.serial}".`,
  'terminal.of-another-bridge': (f) =>
    `Terminal ${f.serial} belongs to bridge ${f.bridgeId}. Move it there in the terminal's settings first.`,
  'terminal.taken': (f) =>
    `The serial number "${f.serial}" is registered by another organisation of this service.`,
  'terminal.no-push': (f) =>
    `Terminal ${f.serial} does not push to the cloud. Register it with POST /v1/terminals, or use its bridge.`,
  'terminals.none': (f) => `There is no terminal to download from: ${f.reason}.`,
  'download.unknown': (f) => `There is no download "${f.downloadId}".`,
  'task.unknown': (f) => `There is no task "${f.taskId}" for this bridge.`,
  'task.not-yours': (f) => `Task ${f.taskId} is ${f.state} and no longer held by this bridge. Drop it.`,
  'job.unknown': (f) => `There is no job "${f.jobId}".`,
  'export.unknown': (f) => `There is no export "${f.exportId}".`,
  'schedule.unknown': (f) => `There is no clocking schedule "${f.scheduleId}".`,
  'roster.unknown': (f) => `There is no duty roster "${f.rosterId}".`,
  'calendar.unknown': (f) => `There is no holiday calendar "${f.calendarId}".`,
  'plan.overlap': (f) => {
    const whose =
      f.userId !== undefined
        ? `User ${f.userId}`
        : f.rosterId !== undefined
          ? `Duty roster ${f.rosterId}`
          : `Clocking schedule ${f.scheduleId}`;
    return `${whose}: the shifts ${f.first} and ${f.second} overlap. Change one of them.`;
  },
  'punch.unknown': (f) =>
    `User ${f.userId} has no punch of ${f.wallTime} with status ${f.status} at terminal ${f.serial}.`,
  'correction.unknown': (f) => `There is no correction "${f.correctionId}" of that user and day.`,
  'leave.unknown': (f) => `There is no leave "${f.leaveId}" of that user from that day on.`,
  'override.unknown': (f) => `There is no day override "${f.overrideId}" of that user and day.`,
  'lock.unknown': (f) => `There is no period lock "${f.lockId}".`,
  'period.locked': (f) =>
    `The period from ${f.from} to before ${f.to} is locked already (${f.lockId}). Unlock it first, or lock other days.`,
  'range.invalid': (f) => `The range ${f.from} to ${f.to} is not possible: ${f.reason}.`,
  'key.unknown': (f) => `There is no API key "${f.keyId}".`,
  'service.busy': (f) => `The service is busy. Try again in ${f.retryAfterSeconds} s.`,
  'service.failed': (f) => `Something went wrong on our side. Quote the request id ${f.requestId}.`,
};

/** An RFC 9457 problem document. `code` and `facts` are our extension members. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ProblemCode;
  facts: Record<string, unknown>;
  instance?: string;
}

/** Where a defect came from: for the log, never for the caller. */
export interface Cause {
  owner: string;
  data?: string;
  error?: unknown;
}

/** A failure that a caller may act on. Thrown by domain code; mapped once at the edge by {@link toProblem}. */
export class RollcallError<C extends ProblemCode = ProblemCode> extends Error {
  override readonly name = 'RollcallError';
  readonly code: C;
  readonly facts: ProblemFacts[C];

  constructor(code: C, facts: ProblemFacts[C], options?: { cause?: Cause }) {
    super(describeProblem(code, facts), options);
    this.code = code;
    this.facts = facts;
  }
}

/**
 * The sentence for people that belongs to a code and its facts.
 * @returns English text that names the thing and says what to do; never contains secrets or names of people
 */
export function describeProblem<C extends ProblemCode>(code: C, facts: ProblemFacts[C]): string {
  return sentences[code](facts);
}

/**
 * The problem document of a failure (RFC 9457).
 * @param instance - the request id, quoted by people who ask for help
 */
export function toProblem(error: RollcallError, instance?: string): Problem {
  return {
    type: `urn:rollcall:problem:${error.code}`,
    title: error.code.replace(/[.-]/g, ' '),
    status: problemStatus[error.code],
    detail: error.message,
    code: error.code,
    facts: { ...error.facts },
    ...(instance === undefined ? {} : { instance }),
  };
}

/** Whether a thrown value is a failure of the closed set with the given code. */
export function isProblem<C extends ProblemCode>(error: unknown, code: C): error is RollcallError<C> {
  return error instanceof RollcallError && error.code === code;
}
