/** What is to be seen to at terminals and bridges, one banner for each. @module */

import { Plural } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { BridgeBanner, bridgeProblemOf } from './bridge-banner.tsx';
import { ProblemBanner } from './problem-banner.tsx';
import type { Bridge, Terminal } from './queries.ts';
import { loudnessOf, problemsOf, type TerminalProblem } from './terminal-problems.ts';
import styles from './terminals-screen.module.css';

const shownBanners = 3;

/** What is said above the list: not what its bridge is to blame for, which is said once for all its terminals. */
function isSaidAbove(problem: TerminalProblem): boolean {
  if (problem.kind === 'silent') return problem.who === 'terminal';
  return loudnessOf(problem) !== 'info' && problem.kind !== 'outbox-full' && problem.kind !== 'disk-full';
}

/** What is to be seen to at some terminals and bridges, the loudest first: three of them, and the others on request. */
export function Banners({
  terminals,
  bridges,
}: {
  terminals: readonly Terminal[];
  bridges: readonly Bridge[];
}) {
  const [isAll, setAll] = useState(false);
  const ofBridges = bridges.flatMap((bridge) => {
    const problem = bridgeProblemOf(bridge);
    const read = terminals.filter(({ bridgeId, state }) => bridgeId === bridge.id && state === 'active');
    return problem === undefined
      ? []
      : [<BridgeBanner key={bridge.id} bridge={bridge} problem={problem} terminals={read.length} isLinked />];
  });
  const ofTerminals = terminals.flatMap((terminal) =>
    problemsOf(terminal)
      .filter(isSaidAbove)
      .map((problem) => ({ terminal, problem })),
  );
  const loudFirst = [
    ...ofTerminals.filter(({ problem }) => loudnessOf(problem) === 'danger'),
    ...ofTerminals.filter(({ problem }) => loudnessOf(problem) !== 'danger'),
  ];
  const all = [
    ...ofBridges,
    ...loudFirst.map(({ terminal, problem }) => (
      <ProblemBanner key={`${terminal.serial} ${problem.kind}`} terminal={terminal} problem={problem} />
    )),
  ];
  if (all.length === 0) return null;
  const left = all.length - shownBanners;
  return (
    <div className={styles.banners}>
      {isAll ? all : all.slice(0, shownBanners)}
      {left > 0 && !isAll && (
        <span className={styles.more}>
          <Button variant="quiet" size="small" onPress={() => setAll(true)}>
            <Plural value={left} one="Show # more" other="Show # more" />
          </Button>
        </span>
      )}
    </div>
  );
}
