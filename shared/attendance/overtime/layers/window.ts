/** Layer `window`: work between two local times, as overtime or as a premium that comes on top. */
import { daySeconds, localTimeSeconds } from '#shared/time/clock-text.ts';
import { firstOf, intersect, type Spans, totalOf, unite, withoutFirst } from '../../model/index.ts';
import type { DayPiece } from '../../shift/index.ts';
import type { WorkOfDay } from '../work-of-day.ts';
import { type LayerDocument, layerKind, stages, weekdaysOf } from './layer-kind.ts';
import { LocalWindow } from './local-window.ts';

/** A window in seconds. */
interface OwnOfWindow {
  readonly window: LocalWindow;
  /** A shift whose first arrival lies in the window counts whole, any other not at all. */
  readonly wholeShift: boolean;
  /** Only work after the first so many seconds of the day, and of the week. */
  readonly afterDaily: number;
  readonly afterWeekly: number;
  /** Only work within the first so many seconds of the day, and of the week; Infinity = all. */
  readonly untilDaily: number;
  readonly untilWeekly: number;
  readonly atLeast: number;
}

/** Work within a window of the day. */
export const window = layerKind('window', {
  stage: stages.window,
  hasOwnWeekdays: true,
  compile: (document): OwnOfWindow => ({
    window: windowOf(document),
    wholeShift: document.wholeShift,
    afterDaily: document.afterDailyMinutes * 60,
    afterWeekly: document.afterWeeklyMinutes * 60,
    untilDaily: (document.untilDailyMinutes ?? Infinity) * 60,
    untilWeekly: (document.untilWeeklyMinutes ?? Infinity) * 60,
    atLeast: document.atLeastMinutes * 60,
  }),
  lookBack: ({ afterWeeklyMinutes, untilWeeklyMinutes }) =>
    afterWeeklyMinutes > 0 || untilWeeklyMinutes !== undefined
      ? { period: null, row: null, week: true, wholePeriod: false }
      : null,
  claim(own, work, free, freeSpans) {
    const spans = intersect(freeSpans, workInWindow(own, work));
    return { seconds: Math.min(free, totalOf(spans)), spans, isAmount: false };
  },
  premium: {
    isPremium: ({ premium }) => premium,
    workOf: workInWindow,
    atLeast: ({ atLeast }) => atLeast,
  },
});

function windowOf(document: LayerDocument<'window'>): LocalWindow {
  const from = localTimeSeconds(document.from);
  const to = localTimeSeconds(document.to);
  return new LocalWindow(from, to > from ? to : to + daySeconds, weekdaysOf(document));
}

/** The day's work in a window, or of the shifts that begin in it, beyond the amounts of the day and of the week. */
function workInWindow(own: OwnOfWindow, work: WorkOfDay): Spans {
  const window = own.window.around(work.day, work.zone);
  const spans = own.wholeShift ? shiftsBegunIn(window, work.pieces) : intersect(work.spans, window);
  let after = own.afterDaily;
  let until = own.untilDaily;
  if (own.afterWeekly > 0 || own.untilWeekly < Infinity) {
    const before = work.inquiry.workedInWeek();
    after = Math.max(after, own.afterWeekly - before);
    until = Math.min(until, own.untilWeekly - before);
  }
  const counted = until < Infinity ? intersect(spans, firstOf(work.spans, until)) : spans;
  return after > 0 ? intersect(counted, withoutFirst(work.spans, after)) : counted;
}

function shiftsBegunIn(window: Spans, pieces: readonly DayPiece[]): Spans {
  const begun = pieces.filter(({ outcome }) => {
    const begin = outcome.pairs[0]?.arrival?.rounded;
    return begin !== undefined && totalOf(intersect(window, [begin, begin + 1])) > 0;
  });
  return unite(begun.flatMap(({ worked }) => worked));
}
