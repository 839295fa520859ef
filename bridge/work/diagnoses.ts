/** Sends the diagnoses that the cloud asks for with its answers to heartbeats, one at a time. @module */

import { isCloudProblem } from '#bridge/cloud/index.ts';
import { reasonOf } from '#bridge/log/index.ts';
import type { DiagnosisBundle } from '#shared/contract/diagnosis-bundle.ts';
import type { DiagnosisId } from '#shared/contract/ids.ts';
import type { BridgeContext } from './bridge-context.ts';

/** What the cloud asked for is sent again no sooner than this: its next answers may have been on their way. */
const againMilliseconds = 120_000;

/** The diagnoses that the cloud asks for. A try that fails is repeated when the cloud asks again. */
export class Diagnoses {
  readonly #context: Pick<BridgeContext, 'cloud' | 'log'>;
  readonly #make: () => Promise<DiagnosisBundle>;
  readonly #signal: AbortSignal;
  #work: Promise<void> | undefined;
  #sent: { id: DiagnosisId; at: number } | undefined;

  /** @param make - makes a bundle of this moment */
  constructor(
    context: Pick<BridgeContext, 'cloud' | 'log'>,
    make: () => Promise<DiagnosisBundle>,
    signal: AbortSignal,
  ) {
    this.#context = context;
    this.#make = make;
    this.#signal = signal;
  }

  /** Makes and sends a diagnosis, unless one is on its way. Throws nothing. */
  send(id: DiagnosisId): void {
    const { clock } = this.#context.cloud;
    const isSent = this.#sent?.id === id && clock.machineNow() - this.#sent.at < againMilliseconds;
    if (this.#work !== undefined || isSent || this.#signal.aborted) return;
    this.#work = this.#send(id).finally(() => {
      this.#work = undefined;
    });
  }

  async #send(diagnosisId: DiagnosisId): Promise<void> {
    const { cloud, log } = this.#context;
    const noteSent = () => {
      this.#sent = { id: diagnosisId, at: cloud.clock.machineNow() };
    };
    try {
      await cloud.api.storeDiagnosis({ params: { diagnosisId }, body: await this.#make() });
      noteSent();
      log({
        level: 'info',
        event: 'diagnosis.sent',
        message: 'An administrator has asked how this bridge is, and was told.',
      });
    } catch (error) {
      if (this.#signal.aborted) return;
      if (isCloudProblem(error, 'diagnosis.unknown')) noteSent();
      const message = `An administrator has asked how this bridge is, and was not told: ${reasonOf(error)}`;
      log({ level: 'warn', event: 'diagnosis.unsent', message });
    }
  }

  /** Resolves when nothing is on its way. */
  async settled(): Promise<void> {
    await this.#work;
  }
}
