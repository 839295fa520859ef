/** Draws the shapes that say what a day is, on a grid of 12 by 12. Their ink is the colour of the text around them. @module */

import { type ReactNode, useId } from 'react';

const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.5 } as const;

/** Every shape by its name. `hatch` is the id of a pattern that is the drawing's own. */
const drawings = {
  none: () => null,
  'clock-quarter': () => (
    <>
      <circle cx="6" cy="6" r="4.75" {...line} />
      <path d="M6 6V1.25A4.75 4.75 0 0 1 10.75 6Z" fill="currentColor" />
    </>
  ),
  'clock-last-quarter': () => (
    <>
      <circle cx="6" cy="6" r="4.75" {...line} />
      <path d="M6 6V1.25A4.75 4.75 0 0 0 1.25 6Z" fill="currentColor" />
    </>
  ),
  'half-square': () => (
    <>
      <rect x="1.75" y="1.75" width="8.5" height="8.5" {...line} />
      <path d="M1.75 1.75H6V10.25H1.75Z" fill="currentColor" />
    </>
  ),
  cross: () => <path d="M2.25 2.25 9.75 9.75M9.75 2.25 2.25 9.75" {...line} strokeWidth={2} />,
  diamond: () => (
    <>
      <path d="M6 .9 11.1 6 6 11.1 .9 6Z" {...line} strokeWidth={1.3} strokeLinejoin="round" />
      <path d="M6 3.4V6.4M6 7.6V8.8" {...line} strokeWidth={1.3} />
    </>
  ),
  triangle: () => (
    <path d="M6 1.75 11 10.25H1Z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
  ),
  star: () => (
    <path
      d="M6 .9 7.5 4.3 11.2 4.7 8.4 7.1 9.2 10.8 6 8.9 2.8 10.8 3.6 7.1 .8 4.7 4.5 4.3Z"
      fill="currentColor"
    />
  ),
  'dashed-ring': () => (
    <>
      <path d="M4.25 6.25 6.25 4.25M5.75 7.75 7.75 5.75" {...line} strokeWidth={1} />
      <circle cx="6" cy="6" r="4.75" {...line} strokeDasharray="2.2 1.53" />
    </>
  ),
  dash: () => <path d="M3 6H9" {...line} />,
  dot: () => <circle cx="6" cy="6" r="1.5" fill="currentColor" />,
  'fine-hatch': (hatch: string) => (
    <>
      <Hatch id={hatch} gap={1.8} stroke={0.6} />
      <rect x="1" y="1" width="10" height="10" fill={`url(#${hatch})`} />
    </>
  ),
  delta: () => <path d="M6 1.75 10.75 10.25H1.25Z" {...line} strokeLinejoin="round" />,
  corner: () => <path d="M4 0H12V8Z" fill="currentColor" />,
  lock: () => (
    <>
      <rect x="2" y="5.5" width="8" height="5.5" rx="1" fill="currentColor" />
      <path d="M3.75 5.5V3.75A2.25 2.25 0 0 1 8.25 3.75V5.5" {...line} />
    </>
  ),
  ring: () => <circle cx="6" cy="6" r="4.5" {...line} />,
  disc: () => <circle cx="6" cy="6" r="5" fill="currentColor" />,
  arrow: () => <path d="M2 6H9M6.25 3 9.25 6 6.25 9" {...line} />,
  plus: () => <path d="M6 2V10M2 6H10" {...line} />,
  minus: () => <path d="M2 6H10" {...line} strokeWidth={2} />,
  info: () => (
    <>
      <circle cx="6" cy="6" r="4.9" {...line} strokeWidth={1.2} />
      <path d="M6 5.25V8.75M6 3.25V4.25" {...line} strokeWidth={1.3} />
    </>
  ),
} as const satisfies Record<string, (hatch: string) => ReactNode>;

/** The name of a shape; `none` where the figure alone speaks. */
export type ShapeName = keyof typeof drawings;

function Hatch({ id, gap, stroke }: { id: string; gap: number; stroke: number }) {
  return (
    <pattern id={id} width={gap} height={gap} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <path d={`M0 0V${gap}`} stroke="currentColor" strokeWidth={stroke * 2} />
    </pattern>
  );
}

interface ShapeProps {
  name: ShapeName;
  size?: number;
  className?: string | undefined;
}

/**
 * A shape, for the eye alone: the word beside it, or the text of its cell, says the same.
 * @param size - in px; 12 unless told
 */
export function Shape({ name, size = 12, className }: ShapeProps) {
  const hatch = useId();
  if (name === 'none') return null;
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden="true"
      focusable="false"
    >
      {drawings[name](hatch)}
    </svg>
  );
}
