/** The last lines of a bridge's log, as it sent them with its diagnosis. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { DiagnosisBundle } from '#shared/contract/diagnosis-bundle.ts';
import { useFormat } from '../day/use-format.ts';
import { Scroller } from '../ui/scroller.tsx';
import styles from './diagnosis.module.css';

function factsOf(facts: DiagnosisBundle['log'][number]['facts']): string {
  return Object.entries(facts ?? {})
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');
}

/** The lines in a box that scrolls, the latest last, in the words of the log itself. */
export function DiagnosisLog({ bundle: { log, leftOutLines } }: { bundle: DiagnosisBundle }) {
  const { t } = useLingui();
  const format = useFormat();
  const lines = log.map(({ at, level, event, message, facts }) =>
    [format.instant(at, { date: 'short', seconds: true }), level, event, message, factsOf(facts)]
      .filter((part) => part !== undefined && part !== '')
      .join('  '),
  );
  return (
    <section className={styles.part}>
      <h3>
        <Trans>Log</Trans>
      </h3>
      {leftOutLines > 0 && (
        <p className={styles.muted}>
          <Plural
            value={leftOutLines}
            one="# earlier line is left out."
            other="# earlier lines are left out."
          />
        </p>
      )}
      {lines.length === 0 ? (
        <p className={styles.muted}>
          <Trans>It has logged nothing since it was started.</Trans>
        </p>
      ) : (
        <Scroller label={t`Log`} className={styles.log}>
          <pre lang="en">{lines.join('\n')}</pre>
        </Scroller>
      )}
    </section>
  );
}
