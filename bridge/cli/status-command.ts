import { existsSync } from 'node:fs';
import type { BridgeConfig } from '#bridge/config/config-schema.ts';
import { lockStateDir, StateDirError } from '#bridge/config/state-dir.ts';
import { type OutboxStatus, readOutboxStatus } from '#bridge/outbox/outbox-status.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { configOf, readOptions } from './options.ts';

function isRunning(stateDir: string): boolean {
  if (!existsSync(stateDir)) return false;
  try {
    lockStateDir(stateDir).release();
    return false;
  } catch (error) {
    if (error instanceof StateDirError && error.code === 'in-use') return true;
    throw error;
  }
}

/** The status in the form of `status --json`. */
function statusDocument(config: BridgeConfig, status: OutboxStatus | null, running: boolean) {
  const oldestAt = status?.waiting.oldestAt ?? null;
  return {
    running,
    cloud: config.cloud,
    bridgeId: status?.enrolment?.bridgeId ?? null,
    enrolledAt: status?.enrolment?.enrolledAt ?? null,
    lastContact: status?.lastContact ?? null,
    outbox: {
      waiting: status?.waiting.records ?? 0,
      refused: status?.waiting.refusedRecords ?? 0,
      bytes: status?.waiting.bytes ?? 0,
      limitBytes: config.limits.outboxBytes,
      oldestAt: oldestAt === null ? null : instantFromEpoch(oldestAt),
    },
    terminals: status?.terminals ?? [],
  };
}

function forPeople(status: ReturnType<typeof statusDocument>): string {
  const { outbox } = status;
  const lines = [
    `Bridge     ${status.bridgeId ?? 'not enrolled'}, ${status.running ? 'running' : 'not running'}`,
    `Cloud      ${status.cloud}, last answer ${status.lastContact ?? 'never'}`,
    `Outbox     ${outbox.waiting} records wait${outbox.oldestAt === null ? '' : ` since ${outbox.oldestAt}`}` +
      (outbox.refused === 0 ? '' : `, ${outbox.refused} of them were refused by the cloud`),
  ];
  for (const terminal of status.terminals) {
    const drift = terminal.clockDriftSeconds;
    lines.push(
      `Terminal   ${terminal.serial} at ${terminal.address}: ${terminal.state}` +
        (terminal.records === undefined ? '' : `, ${terminal.records} records`) +
        (drift === undefined ? '' : `, clock ${drift >= 0 ? '+' : ''}${drift} s`) +
        (terminal.fault === undefined ? '' : `\n           ${terminal.fault.message}`),
    );
  }
  return `${lines.join('\n')}\n`;
}

/** `status`: how this bridge is, also while it runs. */
export const statusCommand: Command = {
  summary: 'show identity, outbox and terminals, also while the bridge runs',
  help: `Usage: rollcall-bridge status --config FILE [--json]

  -c, --config FILE   configuration (YAML or JSON)
      --json          one JSON object
`,
  async run(args, { stdout }) {
    const options = readOptions(args, { json: { type: 'boolean' } });
    const config = configOf(options.config);
    const status = statusDocument(config, readOutboxStatus(config.stateDir), isRunning(config.stateDir));
    stdout.write(options.json ? `${JSON.stringify(status)}\n` : forPeople(status));
    return exitCodes.ok;
  },
};
