/** How the program, the computer, the outbox and the way to the cloud of a bridge are, by its diagnosis. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { DiagnosisBundle } from '#shared/contract/diagnosis-bundle.ts';
import { useFormat } from '../day/use-format.ts';
import { KeyValue } from '../ui/key-value.tsx';
import styles from './diagnosis.module.css';
import { useDriftText } from './use-drift-text.ts';

/** From this many seconds on signatures are at risk of being refused, and times of punches of being doubted. */
const worryingSeconds = 30;
/** Below this share of its size a disk is said to be nearly full. */
const littleRoom = 0.1;

function CloudText({ cloud }: Pick<DiagnosisBundle, 'cloud'>) {
  const format = useFormat();
  const { isReached, tookMilliseconds, status, fault, lastAnswerAt } = cloud;
  if (isReached)
    return (
      <>
        <Trans>reached in {tookMilliseconds} ms</Trans>{' '}
        <span className={styles.muted}>
          {cloud.hasProxy && <Trans>through a proxy</Trans>}{' '}
          {cloud.hasOwnCertificates && <Trans>with certificates of its own</Trans>}
        </span>
      </>
    );
  return (
    <span className={styles.loud}>
      <Trans>not reached</Trans> {fault ?? status}{' '}
      {lastAnswerAt !== undefined && (
        <Trans>It last answered on {format.instant(lastAnswerAt, { date: 'short' })}.</Trans>
      )}
    </span>
  );
}

function OutboxText({ outbox }: Pick<DiagnosisBundle, 'outbox'>) {
  const format = useFormat();
  const { waiting, refused, bytes, limitBytes, oldestAt, fullSince, isDiskFull } = outbox;
  return (
    <>
      {waiting === 0 ? (
        <Trans>nothing waits</Trans>
      ) : (
        <Plural value={waiting} one="# record waits" other="# records wait" />
      )}
      {oldestAt !== undefined && (
        <>
          {', '}
          <Trans>the oldest since {format.instant(oldestAt, { date: 'short' })}</Trans>
        </>
      )}{' '}
      <span className={styles.muted}>
        <Trans>
          {format.size(bytes)} of {format.size(limitBytes)}
        </Trans>
      </span>
      {refused > 0 && (
        <p className={styles.loud}>
          <Plural
            value={refused}
            one="# of them was refused by the cloud"
            other="# of them were refused by the cloud"
          />
        </p>
      )}
      {isDiskFull && (
        <p className={styles.loud}>
          <Trans>Its disk is full: nothing more is read until there is room.</Trans>
        </p>
      )}
      {!isDiskFull && fullSince !== undefined && (
        <p className={styles.loud}>
          <Trans>
            It is full since {format.instant(fullSince, { date: 'short' })}: nothing more is read.
          </Trans>
        </p>
      )}
    </>
  );
}

function DiskText({ free, total }: { free: number; total: number | undefined }) {
  const format = useFormat();
  return (
    <span className={total !== undefined && free < total * littleRoom ? styles.loud : undefined}>
      {total === undefined ? (
        <Trans>{format.size(free)} free</Trans>
      ) : (
        <Trans>
          {format.size(free)} of {format.size(total)} free
        </Trans>
      )}
    </span>
  );
}

/** The facts, one a line; what somebody should look into stands out. */
export function DiagnosisFacts({ bundle }: { bundle: DiagnosisBundle }) {
  const { t } = useLingui();
  const format = useFormat();
  const drift = useDriftText();
  const { madeAt, program, machine, outbox, cloud } = bundle;
  const { freeDiskBytes, totalDiskBytes, freeMemoryBytes, totalMemoryBytes } = machine;
  const ahead = cloud.clockAheadSeconds;
  return (
    <KeyValue
      items={[
        { id: 'made', name: t`As of`, value: format.instant(madeAt, { date: 'short', seconds: true }) },
        { id: 'cloud', name: t`Cloud`, value: <CloudText cloud={cloud} /> },
        {
          id: 'clock',
          name: t`Clock of its computer`,
          value:
            ahead === undefined ? (
              <span className={styles.muted}>{t`not known`}</span>
            ) : (
              <span className={Math.abs(ahead) >= worryingSeconds ? styles.loud : undefined}>
                {drift(Math.round(ahead))}
              </span>
            ),
        },
        { id: 'outbox', name: t`Outbox`, value: <OutboxText outbox={outbox} /> },
        ...(freeDiskBytes === undefined
          ? []
          : [
              {
                id: 'disk',
                name: t`Its disk`,
                value: <DiskText free={freeDiskBytes} total={totalDiskBytes} />,
              },
            ]),
        {
          id: 'memory',
          name: t`Memory`,
          value: (
            <>
              {t`${format.size(freeMemoryBytes)} of ${format.size(totalMemoryBytes)} free`}{' '}
              <span
                className={styles.muted}
              >{t`the bridge uses ${format.size(program.usedMemoryBytes)}`}</span>
            </>
          ),
        },
        {
          id: 'program',
          name: t`Program`,
          value: (
            <>
              {program.version}{' '}
              <span className={styles.muted}>
                {program.platform}, Node {program.node}
              </span>
            </>
          ),
        },
        ...(program.startedAt === undefined
          ? []
          : [
              {
                id: 'started',
                name: t`Runs since`,
                value: format.instant(program.startedAt, { date: 'short' }),
              },
            ]),
        { id: 'up', name: t`Computer is on for`, value: format.spoken(machine.upSeconds, 'short') },
      ]}
    />
  );
}
