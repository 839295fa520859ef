/**
 * The day strip: a bar of hours with lanes. It is drawn from plain minutes on the axis and knows nothing of sheets, so that the
 * drawer of a day, the editor of schedules, the roster and the monitor all draw with it.
 * @module
 */

import type { CSSProperties, ReactNode } from 'react';
import styles from './day-strip.module.css';
import { type DayClock, plainClock, type StripWindow, shareOf, type Tick, ticksOf } from './strip-scale.ts';

/** So many hours have room below a strip on a phone, where the first one stands at its start. */
const mostHours = 7;

/** A stretch of a lane, in minutes on the axis. */
export interface StripSpan {
  readonly from: number;
  readonly to: number;
  /** `plan`: outlined; `break`: hatched; `overtime`: dashed; `counted`: filled; `window`: a faint bracket; `holiday`, `leave`: tinted. */
  readonly kind: 'plan' | 'break' | 'overtime' | 'counted' | 'window' | 'holiday' | 'leave';
  /** What it is, for its tooltip and for readers of screens: "In 09:00 to 18:00". */
  readonly label?: string | undefined;
  /** Written inside where there is room. */
  readonly text?: string | undefined;
}

/** A moment of a lane, in minutes on the axis. */
export interface StripMark {
  readonly at: number;
  readonly direction: 'in' | 'out' | 'unknown';
  /** Hollow: it takes no part in the figures. */
  readonly isIgnored?: boolean | undefined;
  /** Square: HR has entered or moved it. */
  readonly isEntered?: boolean | undefined;
  /** Lit: a reason that points at it is being read. */
  readonly isLit?: boolean | undefined;
  /** What it is: "09:12:41, Gate A, in". */
  readonly label: string;
}

/** One lane of a strip. */
export interface StripLane {
  readonly id: string;
  /** Above it; without one, the lane stands close to the one before. */
  readonly title?: string | undefined;
  readonly spans?: readonly StripSpan[] | undefined;
  readonly marks?: readonly StripMark[] | undefined;
}

/** What a strip is drawn from. */
export interface DayStripProps {
  readonly lanes: readonly StripLane[];
  readonly window: StripWindow;
  /** What the strip says as a whole, in one sentence. */
  readonly label: string;
  readonly clock?: DayClock | undefined;
  /** Writes an hour below it. @param wall - minutes of the wall @param day - days after that of the axis */
  readonly hour: (wall: number, day: number) => string;
  /** The name of the zone, at the end of the axis. */
  readonly zone?: string | undefined;
  /** Now, in minutes on the axis. */
  readonly now?: number | undefined;
  /** Called when a mark is pressed; without it marks are no buttons. */
  readonly onMark?: ((mark: StripMark, lane: StripLane) => void) | undefined;
}

/** Places are shares of the strip, so that it is right at any width, and from right to left. */
function placed(from: number, to: number, window: StripWindow): CSSProperties {
  const start = shareOf(from, window);
  return {
    '--start': `${(start * 100).toFixed(3)}%`,
    '--size': `${((shareOf(to, window) - start) * 100).toFixed(3)}%`,
  } as CSSProperties;
}

function Span({ span, window }: { span: StripSpan; window: StripWindow }) {
  const { from, to, kind, label, text } = span;
  if (to <= window.from || from >= window.to) return null;
  return (
    <span className={`${styles.span} ${styles[kind]}`} style={placed(from, to, window)} title={label}>
      {text !== undefined && <span className={styles.spanText}>{text}</span>}
    </span>
  );
}

const glyphs: Record<StripMark['direction'], string> = {
  in: 'M1 1.5 9 6 1 10.5Z',
  out: 'M9 1.5 1 6 9 10.5Z',
  unknown: 'M5 1 9 6 5 11 1 6Z',
};

/** The glyph of a punch: it points into the day for in, out of it for out; a square is HR's, hollow does not count. */
export function PunchGlyph({ mark }: { mark: Omit<StripMark, 'at' | 'label'> }) {
  const { direction, isEntered = false, isIgnored = false } = mark;
  return (
    <svg
      className={isIgnored ? styles.hollow : styles.solid}
      width="10"
      height="12"
      viewBox="0 0 10 12"
      aria-hidden="true"
    >
      {isEntered && <rect x="0.75" y="1.75" width="8.5" height="8.5" />}
      <path d={glyphs[direction]} className={isEntered ? styles.inside : undefined} />
    </svg>
  );
}

function Mark({
  mark,
  window,
  onPress,
}: {
  mark: StripMark;
  window: StripWindow;
  onPress?: (() => void) | undefined;
}) {
  if (mark.at < window.from || mark.at > window.to) return null;
  const name = `${styles.mark} ${mark.isLit ? styles.lit : ''}`;
  const style = placed(mark.at, mark.at, window);
  if (onPress === undefined) {
    return (
      <span className={name} style={style} title={mark.label}>
        <PunchGlyph mark={mark} />
      </span>
    );
  }
  return (
    <button
      type="button"
      className={name}
      style={style}
      title={mark.label}
      aria-label={mark.label}
      onClick={onPress}
    >
      <PunchGlyph mark={mark} />
    </button>
  );
}

function Lane({ lane, props }: { lane: StripLane; props: DayStripProps }) {
  const { window, clock = plainClock, now, onMark } = props;
  const { title, spans = [], marks = [] } = lane;
  return (
    <div className={styles.laneBox}>
      {title !== undefined && <div className={styles.title}>{title}</div>}
      <div className={styles.lane}>
        {writtenHours(window, clock).map(({ at }) => (
          <span key={at} className={styles.line} style={placed(at, at, window)} />
        ))}
        {spans.map((span) => (
          <Span key={`${span.kind}-${span.from}-${span.to}`} span={span} window={window} />
        ))}
        {now !== undefined && now > window.from && now < window.to && (
          <span className={styles.now} style={placed(now, now, window)} />
        )}
        {marks.map((mark) => (
          <Mark
            key={`${mark.at}-${mark.label}`}
            mark={mark}
            window={window}
            onPress={onMark === undefined ? undefined : () => onMark(mark, lane)}
          />
        ))}
      </div>
    </div>
  );
}

/** Hours at the very ends are written inward, so that nothing stands out of the strip. */
function endOf(at: number, window: StripWindow): string {
  if (at === window.from) return styles.first ?? '';
  return at === window.to ? (styles.last ?? '') : '';
}

/** The hours below a strip. After the first one an hour that the clocks skip leaves no room for the second. */
function writtenHours(window: StripWindow, clock: DayClock): Tick[] {
  const ticks = ticksOf(window, clock, mostHours);
  const [first, second, third] = ticks;
  if (first?.at !== window.from || second === undefined || third === undefined) return ticks;
  return second.at - first.at < third.at - second.at ? ticks.toSpliced(1, 1) : ticks;
}

function Axis({ window, clock = plainClock, hour, zone }: DayStripProps): ReactNode {
  return (
    <div className={styles.axis} aria-hidden="true">
      <div className={styles.hours}>
        {ticksOf(window, clock, mostHours).map(({ at, wall, day }) => (
          <span key={at} className={`${styles.hour} ${endOf(at, window)}`} style={placed(at, at, window)}>
            {hour(wall, day)}
          </span>
        ))}
      </div>
      {zone !== undefined && <div className={styles.zone}>{zone}</div>}
    </div>
  );
}

/** A bar of hours with lanes, an axis below, and the name of the zone. An image with a text, or a group of buttons. */
export function DayStrip(props: DayStripProps) {
  const { lanes, label, onMark } = props;
  const access = { role: onMark === undefined ? 'img' : 'group', 'aria-label': label } as const;
  return (
    <div {...access} className={styles.strip}>
      {lanes.map((lane) => (
        <Lane key={lane.id} lane={lane} props={props} />
      ))}
      <Axis {...props} />
    </div>
  );
}

/**
 * A strip without axis and titles, as high as a line of text: in cells of the roster and lines of the monitor.
 * @param label - what it says; without one it is for the eye alone, and the text beside it says the same
 */
export function MiniStrip({
  spans,
  window,
  label,
}: {
  spans: readonly StripSpan[];
  window: StripWindow;
  label?: string;
}) {
  const access =
    label === undefined
      ? ({ 'aria-hidden': true } as const)
      : ({ role: 'img', 'aria-label': label } as const);
  return (
    <span className={styles.mini} {...access}>
      {spans.map((span) => (
        <Span key={`${span.kind}-${span.from}-${span.to}`} span={span} window={window} />
      ))}
    </span>
  );
}
