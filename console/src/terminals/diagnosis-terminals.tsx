/** How the terminals of a bridge are, by its diagnosis. @module */

import { Plural, Trans } from '@lingui/react/macro';
import type { DiagnosisBundle } from '#shared/contract/diagnosis-bundle.ts';
import { LookTag } from '../day/status.tsx';
import { FaultText } from '../problems/fault-text.tsx';
import styles from './diagnosis.module.css';
import { terminalLooks } from './terminal-looks.ts';
import { useDriftText } from './use-drift-text.ts';

type DiagnosedTerminal = DiagnosisBundle['terminals'][number];

function KnockText({ answer, tookMilliseconds }: NonNullable<DiagnosedTerminal['knock']>) {
  if (answer === 'connected')
    return <Trans>Something answers at its address, in {tookMilliseconds} ms.</Trans>;
  if (answer === 'refused') return <Trans>Its address is there, and refuses the connection.</Trans>;
  if (answer === 'no-answer') return <Trans>Nothing answers at its address.</Trans>;
  if (answer === 'no-such-name') return <Trans>Its name is not known in that network.</Trans>;
  return <Trans>There is no way to its address from there.</Trans>;
}

function One({ terminal }: { terminal: DiagnosedTerminal }) {
  const drift = useDriftText();
  const { serial, address, state, fault, knock, pushes, configured, clockDriftSeconds, missingRecords } =
    terminal;
  const look = terminalLooks[state === 'never-answered' ? 'never-seen' : state];
  const name = serial ?? address;
  return (
    <li className={styles.terminal}>
      <div className={styles.spread}>
        <span>
          <strong>{name ?? <Trans>No serial number said</Trans>}</strong>{' '}
          <span className={styles.muted}>
            {serial !== undefined && address} {pushes && <Trans>pushes to the bridge</Trans>}{' '}
            {!pushes && !configured && <Trans>not in its configuration</Trans>}
          </span>
        </span>
        <LookTag look={look} />
      </div>
      {fault !== undefined && (
        <p>
          <FaultText of={fault} address={address ?? name ?? ''} />
        </p>
      )}
      {knock !== undefined && (
        <p>
          <KnockText {...knock} />
        </p>
      )}
      {clockDriftSeconds !== undefined && (
        <p className={styles.muted}>
          <Trans>Its clock: {drift(clockDriftSeconds)}</Trans>
        </p>
      )}
      {missingRecords !== undefined && missingRecords > 0 && (
        <p className={styles.loud}>
          <Plural
            value={missingRecords}
            one="# record of it could not be read"
            other="# records of it could not be read"
          />
        </p>
      )}
    </li>
  );
}

/** The terminals, those that are not well first. */
export function DiagnosisTerminals({
  bundle: { terminals, leftOutTerminals = 0 },
}: {
  bundle: DiagnosisBundle;
}) {
  const rank = ({ state }: DiagnosedTerminal) => (state === 'online' ? 1 : 0);
  return (
    <section className={styles.part}>
      <h3>
        <Trans>Terminals</Trans>
      </h3>
      {terminals.length === 0 ? (
        <p className={styles.muted}>
          <Trans>It knows of none.</Trans>
        </p>
      ) : (
        <ul className={styles.terminals}>
          {terminals
            .toSorted((a, b) => rank(a) - rank(b))
            .map((terminal) => (
              <One key={`${terminal.address ?? ''} ${terminal.serial ?? ''}`} terminal={terminal} />
            ))}
        </ul>
      )}
      {leftOutTerminals > 0 && (
        <p className={styles.muted}>
          <Plural
            value={leftOutTerminals}
            one="# further terminal is left out."
            other="# further terminals are left out."
          />
        </p>
      )}
    </section>
  );
}
