/** Tests of how durations, times, dates and numbers are written. @module */

import { describe, expect, it } from 'vitest';
import {
  agoText,
  countText,
  dateText,
  durationText,
  instantText,
  minuteText,
  rangeText,
  sizeText,
  spokenDuration,
  timeText,
  weekdayHead,
} from './format.ts';

describe('durations', () => {
  it('are hours and minutes, and go beyond a day', () => {
    expect(durationText('en', 29_040)).toBe('8:04');
    expect(durationText('en', 0)).toBe('0:00');
    expect(durationText('en', 606_000)).toBe('168:20');
    expect(durationText('en', -2_700)).toBe('−0:45');
  });

  it('are decimal hours where that is chosen', () => {
    expect(durationText('en', 29_700, 'decimal')).toBe('8.25');
    expect(durationText('ms', 29_040, 'decimal')).toBe('8.07');
  });

  it('have the digits of the language', () => {
    expect(durationText('ar-EG', 29_040)).toBe('٨:٠٤');
  });

  it('can be spoken', () => {
    expect(spokenDuration('en', 10_080)).toBe('2 hours 48 minutes');
    expect(spokenDuration('en', 3_600)).toBe('1 hour');
    expect(spokenDuration('en', 720, 'short')).toBe('12 mins');
  });
});

describe('times', () => {
  it('are those of the wall, without its date', () => {
    expect(timeText('en', '2026-03-03T09:12:41')).toBe('09:12');
    expect(timeText('en', '2026-03-03T09:12:41', { seconds: true })).toBe('09:12:41');
    expect(timeText('en', '2026-03-03T21:03:00', { clock: '12' })).toBe('9:03 pm');
    expect(timeText('en', '2026-03-03T00:03:00', { clock: '12' })).toBe('12:03 am');
  });

  it('of minutes come round at midnight', () => {
    expect(minuteText('en', 0)).toBe('00:00');
    expect(minuteText('en', 1_440 + 125)).toBe('02:05');
    expect(minuteText('en', -30)).toBe('23:30');
  });

  it('of instants are those of the zone', () => {
    expect(instantText('en', '2026-03-03T01:12:00Z', 'Asia/Kuala_Lumpur')).toBe('3 Mar 09:12');
    expect(instantText('en', '2026-03-03T23:12:00Z', 'Asia/Kuala_Lumpur', { date: 'none' })).toBe('07:12');
    expect(instantText('en', '2026-10-25T01:30:00Z', 'Europe/Berlin', { date: 'none' })).toBe('02:30');
  });
});

describe('dates', () => {
  it('have weekday, day, month and year without commas', () => {
    expect(dateText('en', '2026-03-03')).toBe('Tue 3 March 2026');
    expect(dateText('en', '2026-03-03', 'spoken')).toBe('Tuesday 3 March');
    expect(dateText('en', '2026-03-03', 'month')).toBe('March 2026');
    expect(dateText('ms', '2026-03-03', 'date')).toBe('3 Mac 2026');
  });

  it('of ranges name the last day that belongs to them', () => {
    expect(rangeText('en', { from: '2026-03-03', to: '2026-03-04' })).toBe('3 March 2026');
    expect(rangeText('en', { from: '2026-03-03', to: '2026-03-18' })).toBe('3–17 March 2026');
    expect(rangeText('en', { from: '2025-12-16', to: '2026-01-16' }, 'short')).toBe(
      '16 Dec 2025 – 15 Jan 2026',
    );
  });

  it('have heads of two letters that tell the weekdays apart', () => {
    const week = ['01', '02', '03', '04', '05', '06', '07'].map((day) => `2026-03-${day}`);
    expect(week.map((date) => weekdayHead('en', date))).toEqual(['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa']);
    expect(weekdayHead('en', '1969-12-28')).toBe('Su');
    for (const language of ['en', 'ms', 'ar', 'de']) {
      expect(week.map((date) => weekdayHead(language, date)).every((head) => head.length > 0)).toBe(true);
    }
    expect(new Set(week.map((date) => weekdayHead('ms', date))).size).toBe(7);
  });
});

describe('numbers', () => {
  it('tell how long ago a moment was', () => {
    const now = Date.parse('2026-03-03T09:41:00Z');
    expect(agoText('en', '2026-03-03T09:37:00Z', now)).toBe('4 min ago');
    expect(agoText('en', '2026-03-03T09:40:30Z', now)).toBe('30 sec ago');
    expect(agoText('en', '2026-03-01T09:41:00Z', now)).toBe('2 days ago');
    expect(agoText('en', '2026-03-03T12:41:00Z', now)).toBe('in 3 hr');
    expect(agoText('ms', '2026-03-03T09:37:00Z', now)).toBe('4 min lalu');
  });

  it('are grouped, and sizes have a unit', () => {
    expect(countText('en', 9_672)).toBe('9,672');
    expect(sizeText('en', 1_200_000)).toBe('1.2 MB');
    expect(sizeText('en', 0)).toBe('0 byte');
  });
});
