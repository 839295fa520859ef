/** Computes a day with what is being typed, by the engine that the server computes with. @module */

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { AttendanceInput, DayResult } from '#shared/attendance/index.ts';
import { addDays } from '#shared/time/calendar.ts';
import { api } from '../../api/index.ts';
import { computeInWorker } from '../../engine/engine.ts';
import type { NewCorrection } from '../../entries/enter.ts';
import type { PersonDay } from '../address.ts';

const typed = 'what is being typed';

/**
 * The day as it would be with a correction; `undefined` while it is not known, or where the engine cannot say.
 * @param draft - the correction, once it is complete but for its reason
 */
export function useDayWith(
  { userId, date }: PersonDay,
  draft: NewCorrection | undefined,
): DayResult | undefined {
  const isWanted = draft !== undefined;
  const inputs = useQuery({
    queryKey: ['getSheetInputs', { userId, date }],
    queryFn: ({ signal }) =>
      api.getSheetInputs(
        { params: { userId: userId }, query: { from: date, to: addDays(date, 1) } },
        { signal },
      ),
    enabled: isWanted,
  });
  const rules = useQuery({
    queryKey: ['getRulesFile', inputs.data?.rulesEtag],
    queryFn: ({ signal }) => api.getRulesFile({}, { signal }),
    enabled: isWanted && inputs.data !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [day, setDay] = useState<DayResult>();
  const key = JSON.stringify(draft);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the draft is compared by what it says
  useEffect(() => {
    if (draft === undefined || inputs.data === undefined || rules.data === undefined) {
      setDay(undefined);
      return;
    }
    let isCurrent = true;
    // The contract describes the engine's own input, as loose objects.
    const input = inputs.data.input as unknown as AttendanceInput;
    const entry = { ...draft, id: typed, author: typed, reason: typed, enteredAt: input.now };
    const corrections = [...input.corrections, entry as AttendanceInput['corrections'][number]];
    computeInWorker({
      input: { ...input, corrections },
      rules: { file: rules.data, key: inputs.data.rulesEtag },
    }).then(
      (answer) => {
        if (!isCurrent || answer === undefined) return;
        setDay(answer.kind === 'computed' ? answer.days.find((one) => one.date === date) : undefined);
      },
      // Without a preview the correction can be entered all the same: the server computes.
      () => isCurrent && setDay(undefined),
    );
    return () => {
      isCurrent = false;
    };
  }, [key, inputs.data, rules.data]);
  return draft === undefined ? undefined : day;
}
