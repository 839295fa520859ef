/** A cloud in a few lines that keeps the bridge contract, checks signatures and misbehaves on demand. @module */

import { createHash, createPublicKey, type KeyObject, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { ulid } from 'ulid';
import type * as z from 'zod';
import { BridgeTask, bridgeApi, type UserToSend } from '#shared/contract/bridge-api.ts';
import { packedMediaType } from '#shared/contract/packed-body.ts';
import type { RouteDefinition } from '#shared/contract/route.ts';
import type { TerminalList } from '#shared/contract/terminal-list.ts';
import { RollcallError, toProblem } from '#shared/errors.ts';
import { isReadablePin } from '#shared/punch/pin.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { signatureBase } from '#shared/signature/base.ts';
import { parseSignatureHeaders } from '#shared/signature/headers.ts';
import { instantFromEpoch, parseWallTime } from '#shared/time/wall-time.ts';
import type { TestClock } from '#test/support/clock.ts';

/** Operations of the bridge routes. */
export type Operation = keyof typeof bridgeApi;

/** What the cloud does with one request: answers it, or one of the things that go wrong. */
export type Behaviour =
  | 'answer'
  | 'hang'
  | 'drop-before'
  | 'drop-after'
  | RollcallError
  | { status: number; headers?: Record<string, string>; text: string };

type Completion = z.output<typeof bridgeApi.completeTask.body>;
type Batch = z.output<typeof bridgeApi.storePunches.body>;

/** A task as the scripted cloud keeps it. */
export interface ScriptedTask {
  task: BridgeTask;
  state: 'waiting' | 'running' | 'ended';
  completion?: Completion;
}

/** A cloud that keeps the contract, checks signatures, and can be told to misbehave. */
export interface ScriptedCloud {
  readonly url: string;
  readonly token: string;
  readonly bridgeId: string;
  /** Identity of each stored record → how often it was stored. */
  readonly stored: Map<string, number>;
  readonly users: Set<string>;
  /** Users that a task of kind send-users writes. */
  usersToSend: z.input<typeof UserToSend>[];
  /** Details that were sent, by PIN. */
  readonly details: Map<string, unknown>;
  readonly tasks: Map<string, ScriptedTask>;
  readonly heartbeats: z.output<typeof bridgeApi.heartbeat.body>[];
  readonly progress: { taskId: string; phase: string }[];
  /** What the bridge did that no bridge may do. */
  readonly violations: string[];
  /** Requests by operation. */
  readonly requests: Record<Operation, number>;
  /** Decides about every request; `answer` unless set. `count` is that operation's, from 1. */
  behave: (operation: Operation, count: number) => Behaviour;
  /** What becomes of a record; `undefined` for the usual. */
  judge: (record: TerminalRecord) => 'failed' | undefined;
  /** Seconds that the server's clock is ahead of the test's. */
  clockAheadSeconds: number;
  pollAfterSeconds: number;
  /** Zones of terminals, sent with every answer to a heartbeat. */
  zones: { serial: string; zone: string }[] | undefined;
  /** The terminals that it has the bridge read; none while it is `undefined`. */
  terminalList: z.input<typeof TerminalList> | undefined;
  addTask(task: Partial<z.input<typeof BridgeTask>> & { terminal: string }): string;
  /** Waits until a task has ended. */
  ended(taskId: string): Promise<Completion>;
  close(): Promise<void>;
}

const maxSkewSeconds = 300;

/** The identity of a record as the cloud has it. */
export function identityOf(serial: string, record: TerminalRecord): string {
  const { pin, time, status } = record;
  return [serial, pin, time, status].join('|');
}

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

function matchRoute(method: string, path: string): { operation: Operation; params: Record<string, string> } {
  for (const operation of Object.keys(bridgeApi) as Operation[]) {
    const definition: RouteDefinition = bridgeApi[operation];
    const pattern = new RegExp(`^${definition.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const match = definition.method === method ? pattern.exec(path) : null;
    if (match) return { operation, params: { ...match.groups } };
  }
  throw new RollcallError('route.unknown', { method, path });
}

/** Starts a scripted cloud on 127.0.0.1. @param clock - what time it is, but for `clockAheadSeconds` */
export async function startScriptedCloud(clock: TestClock): Promise<ScriptedCloud> {
  const bridgeId = `brg_${ulid()}`;
  const token = `rce_${randomBytes(32).toString('base64url')}`;
  let bridgeKey: KeyObject | undefined;
  const batches = new Map<string, { body: string; answer: unknown }>();
  const nonces = new Set<string>();
  const waiters = new Map<string, ((completion: Completion) => void)[]>();
  let lastHeartbeatSigned = 0;

  const cloud: ScriptedCloud = {
    url: '',
    token,
    bridgeId,
    stored: new Map(),
    users: new Set(),
    usersToSend: [],
    details: new Map(),
    tasks: new Map(),
    heartbeats: [],
    progress: [],
    violations: [],
    requests: {
      enrolBridge: 0,
      heartbeat: 0,
      offerBridgeKey: 0,
      getTerminalList: 0,
      listUsersToSend: 0,
      reportProgress: 0,
      completeTask: 0,
      storePunches: 0,
      storeUsers: 0,
      storeDiagnosis: 0,
    },
    behave: () => 'answer',
    judge: () => undefined,
    clockAheadSeconds: 0,
    pollAfterSeconds: 0,
    zones: undefined,
    terminalList: undefined,
    addTask(task) {
      const id = `tsk_${ulid()}`;
      const whole = BridgeTask.parse({
        id,
        downloadId: `dl_${ulid()}`,
        kind: 'punches',
        mode: 'new',
        fetchDetails: false,
        ...task,
      });
      cloud.tasks.set(id, { task: whole, state: 'waiting' });
      return id;
    },
    ended(taskId) {
      const done = cloud.tasks.get(taskId)?.completion;
      if (done) return Promise.resolve(done);
      return new Promise((resolve) => waiters.set(taskId, [...(waiters.get(taskId) ?? []), resolve]));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  const now = () => clock.now() + cloud.clockAheadSeconds * 1000;

  function verifySignature(request: IncomingMessage, operation: Operation, body: Buffer): void {
    const header = (name: string) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    };
    const parsed = parseSignatureHeaders({
      signatureInput: header('signature-input'),
      signature: header('signature'),
      contentDigest: header('content-digest'),
    });
    if (!parsed.ok) throw new RollcallError('bridge.signature', { reason: parsed.refusal });
    const { params, signature, bodySha256 } = parsed.value;
    const nowSeconds = Math.floor(now() / 1000);
    const skewSeconds = params.created - nowSeconds;
    if (Math.abs(skewSeconds) > maxSkewSeconds) {
      throw new RollcallError('bridge.clock-skewed', { skewSeconds, serverTime: instantFromEpoch(now()) });
    }
    if (params.expires < nowSeconds) throw new RollcallError('bridge.signature', { reason: 'expired' });
    if (params.keyid !== bridgeId || !bridgeKey)
      throw new RollcallError('bridge.unknown', { bridgeId: params.keyid });
    if (!createHash('sha256').update(body).digest().equals(bodySha256)) {
      throw new RollcallError('bridge.signature', { reason: 'digest' });
    }
    const [path = '', query] = (request.url ?? '').split('?');
    const base = signatureBase(
      {
        method: request.method ?? '',
        authority: request.headers.host ?? '',
        path,
        query: query === undefined ? '?' : `?${query}`,
        contentDigest: header('content-digest') ?? '',
      },
      params,
    );
    if (!verify(null, Buffer.from(base), bridgeKey, signature)) {
      throw new RollcallError('bridge.signature', { reason: 'signature' });
    }
    if (nonces.has(params.nonce)) throw new RollcallError('bridge.replayed', { nonce: params.nonce });
    nonces.add(params.nonce);
    if (operation !== 'heartbeat') return;
    // As the cloud does: a heartbeat signed before an earlier one is taken for a repetition.
    if (params.created < lastHeartbeatSigned)
      throw new RollcallError('bridge.replayed', { nonce: params.nonce });
    lastHeartbeatSigned = params.created;
  }

  function takeBatch(body: Batch): unknown {
    const text = JSON.stringify(body.records);
    const known = batches.get(body.batchId);
    if (known && known.body !== text) cloud.violations.push(`batch ${body.batchId} changed its content`);
    if (known) return known.answer;
    const usersCreated: string[] = [];
    const results = body.records.map(({ raw, ...fields }) => {
      const record: TerminalRecord = raw === undefined ? fields : { ...fields, raw };
      if (cloud.judge(record) === 'failed') return { result: 'failed' };
      const isPunch = isReadablePin(record.pin) && parseWallTime(record.time) !== null;
      if (!isPunch) return { result: 'quarantined', reason: 'unreadable' };
      const identity = identityOf(body.terminal, record);
      if (cloud.stored.has(identity)) return { result: 'duplicate' };
      cloud.stored.set(identity, 1);
      if (!cloud.users.has(record.pin)) {
        cloud.users.add(record.pin);
        usersCreated.push(record.pin);
      }
      return { result: 'stored' };
    });
    const answer = { results, usersCreated, held: 0 };
    batches.set(body.batchId, { body: text, answer });
    return answer;
  }

  function requireTask(taskId: string): ScriptedTask {
    const task = cloud.tasks.get(taskId);
    if (!task) throw new RollcallError('task.unknown', { taskId });
    return task;
  }

  function beat(body: z.output<typeof bridgeApi.heartbeat.body>): unknown {
    cloud.heartbeats.push(body);
    const running = new Set(body.running);
    const drop = body.running.filter((id) => cloud.tasks.get(id)?.state !== 'running');
    const tasks: BridgeTask[] = [];
    for (const entry of cloud.tasks.values()) {
      if (entry.state === 'ended' || running.has(entry.task.id) || tasks.length >= body.take) continue;
      entry.state = 'running';
      tasks.push(entry.task);
    }
    const { pollAfterSeconds, zones, terminalList } = cloud;
    const terminalsVersion = terminalList?.version;
    return { serverTime: instantFromEpoch(now()), pollAfterSeconds, tasks, drop, zones, terminalsVersion };
  }

  function perform(operation: Operation, params: Record<string, string>, json: unknown): unknown {
    const taskId = params.taskId ?? '';
    switch (operation) {
      case 'enrolBridge': {
        const body = bridgeApi.enrolBridge.body.parse(json);
        if (body.token !== token) throw new RollcallError('enrolment.refused', { reason: 'unknown' });
        if (bridgeKey) throw new RollcallError('enrolment.refused', { reason: 'used' });
        const key = createPublicKey({ key: body.publicKey, format: 'jwk' });
        const hash = createHash('sha256').update(body.token).digest('hex');
        const proven = Buffer.from(`rollcall-enrol:${hash}:${body.nonce}`);
        if (!verify(null, proven, key, Buffer.from(body.proof, 'base64url'))) {
          throw new RollcallError('enrolment.refused', { reason: 'proof' });
        }
        bridgeKey = key;
        return { bridgeId, serverTime: instantFromEpoch(now()), zone: 'UTC' };
      }
      case 'heartbeat':
        return beat(bridgeApi.heartbeat.body.parse(json));
      case 'offerBridgeKey':
        throw new RollcallError('route.unknown', { method: 'POST', path: '/bridge/v1/key' });
      case 'getTerminalList':
        return cloud.terminalList;
      case 'storeDiagnosis':
        return undefined;
      case 'listUsersToSend':
        requireTask(taskId);
        return { users: cloud.usersToSend };
      case 'reportProgress': {
        const { phase } = bridgeApi.reportProgress.body.parse(json);
        const { state } = requireTask(taskId);
        if (state !== 'running') throw new RollcallError('task.not-yours', { taskId, state });
        cloud.progress.push({ taskId, phase });
        return undefined;
      }
      case 'completeTask': {
        const completion = bridgeApi.completeTask.body.parse(json);
        const entry = requireTask(taskId);
        if (completion.outcome === 'failed' && !completion.fault)
          cloud.violations.push(`${taskId} failed without a fault`);
        entry.state = 'ended';
        entry.completion ??= completion;
        for (const resolve of waiters.get(taskId) ?? []) resolve(entry.completion);
        waiters.delete(taskId);
        return undefined;
      }
      case 'storePunches':
        return takeBatch(bridgeApi.storePunches.body.parse(json));
      case 'storeUsers': {
        const { users } = bridgeApi.storeUsers.body.parse(json);
        return {
          results: users.map(({ pin, ...details }) => {
            if (!cloud.users.has(pin)) return { result: 'unknown' };
            const unchanged = cloud.details.has(pin);
            cloud.details.set(pin, details);
            return { result: unchanged ? 'unchanged' : 'completed' };
          }),
        };
      }
    }
  }

  function answerProblem(response: ServerResponse, error: RollcallError): void {
    const { facts } = error;
    const retryAfter = 'retryAfterSeconds' in facts ? { 'retry-after': String(facts.retryAfterSeconds) } : {};
    const problem = toProblem(error);
    response.writeHead(problem.status, { 'content-type': 'application/problem+json', ...retryAfter });
    response.end(JSON.stringify(problem));
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await readBody(request);
    const { operation, params } = matchRoute(request.method ?? '', (request.url ?? '').split('?')[0] ?? '');
    cloud.requests[operation] += 1;
    const behaviour = cloud.behave(operation, cloud.requests[operation]);
    if (behaviour === 'hang') return;
    if (behaviour === 'drop-before') {
      request.socket.destroy();
      return;
    }
    if (behaviour instanceof RollcallError) throw behaviour;
    if (typeof behaviour === 'object') {
      response.writeHead(behaviour.status, behaviour.headers).end(behaviour.text);
      return;
    }
    if (operation !== 'enrolBridge') verifySignature(request, operation, bytes);
    const plain = request.headers['content-type'] === packedMediaType ? gunzipSync(bytes) : bytes;
    const json: unknown = plain.byteLength === 0 ? undefined : JSON.parse(plain.toString('utf8'));
    const result = perform(operation, params, json);
    if (behaviour === 'drop-after') {
      request.socket.destroy();
      return;
    }
    response.writeHead(result === undefined ? 204 : 200, { 'content-type': 'application/json' });
    response.end(result === undefined ? undefined : JSON.stringify(result));
  }

  const server: Server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (error instanceof RollcallError) {
        answerProblem(response, error);
        return;
      }
      cloud.violations.push(String(error));
      response.writeHead(422, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          code: 'request.invalid',
          status: 422,
          detail: String(error),
          facts: { issues: [] },
        }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(cloud, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}
