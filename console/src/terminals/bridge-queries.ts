/** What the screen of a bridge asks the API besides the bridge itself: its diagnoses, and the terminals set for it here. @module */

import { queryOptions } from '@tanstack/react-query';
import type { ListedTerminal as ContractListedTerminal } from '#shared/contract/bridge-terminals.ts';
import type { BridgeId } from '#shared/contract/ids.ts';
import { allPages, api } from '../api/index.ts';

/** How often an answer of a bridge is looked for while one is waited for, in milliseconds. */
const answerMilliseconds = 3_000;
/** How often it is asked how the terminals of the list are, in milliseconds. */
const stateMilliseconds = 15_000;

/** A diagnosis, without what the bridge has sent. */
export type Diagnosis = Awaited<ReturnType<typeof api.listDiagnoses>>['items'][number];
/** A diagnosis with what the bridge has sent. */
export type DiagnosisDetails = Awaited<ReturnType<typeof api.getDiagnosis>>;
/** The list of terminals that is set here for a bridge. */
export type TerminalList = Awaited<ReturnType<typeof api.getBridgeTerminals>>;
/** A terminal of that list. */
export type ListedTerminal = ContractListedTerminal;

/** The diagnoses of a bridge that are kept, the latest first, asked again while the bridge has not sent that one; for administrators. */
export function diagnosesQuery(bridgeId: BridgeId) {
  return queryOptions({
    queryKey: ['listDiagnoses', bridgeId],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        api.listDiagnoses(
          { params: { bridgeId }, query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } },
          { signal },
        ),
      ),
    refetchInterval: ({ state }) => (state.data?.[0]?.state === 'waiting' ? answerMilliseconds : false),
  });
}

/** One diagnosis, asked again until it is there. */
export function diagnosisQuery(bridgeId: BridgeId, diagnosisId: DiagnosisDetails['id']) {
  return queryOptions({
    queryKey: ['getDiagnosis', bridgeId, diagnosisId],
    queryFn: ({ signal }) => api.getDiagnosis({ params: { bridgeId, diagnosisId } }, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? answerMilliseconds : false),
  });
}

/** The terminals that are set here for a bridge, with the ETag for edits. */
export function bridgeTerminalsQuery(bridgeId: BridgeId) {
  return queryOptions({
    queryKey: ['getBridgeTerminals', bridgeId],
    queryFn: ({ signal }) => api.getBridgeTerminals.answer({ params: { bridgeId } }, { signal }),
    refetchInterval: stateMilliseconds,
  });
}
