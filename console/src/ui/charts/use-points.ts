/** The width of a chart, the side on which it begins, and the point that is looked at. @module */

import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** The width of an element in px, followed while it changes. 0 until it is known. */
export function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  // Before the first picture: an observer tells the width only after it.
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const look = () => {
      if (element.clientWidth > 0) setWidth(element.clientWidth);
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [place, width];
}

/** Whether the page is read from right to left. */
export function isRightToLeft(): boolean {
  return document.documentElement.dir === 'rtl';
}

/** The point that an arrow key leads to, kept in the chart. @param step - 1 for the next in reading order, -1 for the one before */
export function pointAfter(at: number, step: number, count: number): number {
  return Math.min(Math.max(at + step, 0), count - 1);
}

/** What one point of a chart is given. */
export interface PointProps {
  role: 'img';
  'aria-label': string;
  tabIndex: 0 | -1;
  'data-point': number;
  onFocus: () => void;
  onBlur: () => void;
  onPointerEnter: () => void;
  onPointerLeave: () => void;
  onKeyDown: (event: KeyboardEvent<SVGElement>) => void;
}

/**
 * One stop of the Tab key for all points of a chart; arrows, Home and End go from point to point.
 * @param first - the point that Tab comes to first
 * @returns the point that is looked at, if one is, and the properties of each
 */
export function usePoints(
  count: number,
  first = 0,
): [number | undefined, (index: number, label: string) => PointProps] {
  const [stop, setStop] = useState<number>();
  const [shown, setShown] = useState<number>();
  const at = Math.min(stop ?? first, Math.max(count - 1, 0));
  const go = (event: KeyboardEvent<SVGElement>, index: number) => {
    event.preventDefault();
    const svg = event.currentTarget.ownerSVGElement;
    svg?.querySelector<SVGElement>(`[data-point="${index}"]`)?.focus();
  };
  return [
    shown,
    (index, label) => ({
      role: 'img',
      'aria-label': label,
      tabIndex: index === at ? 0 : -1,
      'data-point': index,
      onFocus: () => {
        setStop(index);
        setShown(index);
      },
      onBlur: () => setShown(undefined),
      onPointerEnter: () => setShown(index),
      onPointerLeave: () => setShown(undefined),
      onKeyDown: (event) => {
        const forward = isRightToLeft() ? 'ArrowLeft' : 'ArrowRight';
        const back = isRightToLeft() ? 'ArrowRight' : 'ArrowLeft';
        if (event.key === forward || event.key === 'ArrowDown') go(event, pointAfter(index, 1, count));
        else if (event.key === back || event.key === 'ArrowUp') go(event, pointAfter(index, -1, count));
        else if (event.key === 'Home') go(event, 0);
        else if (event.key === 'End') go(event, count - 1);
      },
    }),
  ];
}

/** What is said elsewhere, or is there for the eye alone. */
export const silent = { 'aria-hidden': true } as const;
