import { describe, expect, test } from 'vitest';
import { OvertimeLayer } from '../model/index.ts';
import { flexiHours } from '../testing/presets.ts';
import { dayOf, daysOf, h } from '../testing/scenario.ts';

const monday = '2026-03-02';
const tuesday = '2026-03-03';
const allDay = { from: '00:00', to: '00:00' };

function schedulesWith(window: object) {
  const layer = OvertimeLayer.parse({ kind: 'window', code: 'PLUS', multiplier: 0.25, ...window });
  return [flexiHours({ overtime: { layers: [layer] } })];
}

/** The premium of Monday, and its work. */
function premium(window: object, ...times: string[]): { plus: number; worked: number } {
  const punches = times.map((time) =>
    time.startsWith('+') ? `${tuesday} ${time.slice(1)}` : `${monday} ${time}`,
  );
  const day = dayOf({ schedules: schedulesWith(window), punches }, monday);
  expect(day.regular).toBe(day.worked);
  return { plus: day.diffOt, worked: day.worked };
}

describe('atLeastMinutes', () => {
  const call = { ...allDay, atLeastMinutes: 90, maximumMinutes: 180 };

  test('where any premium is due, it is no less than this', () => {
    expect(premium(call, '10:00', '10:20')).toEqual({ plus: h(1, 30), worked: h(0, 20) });
    expect(premium(call, '10:00', '12:00').plus).toBe(h(2));
    expect(premium(call, '10:00', '15:00').plus).toBe(h(3));
  });

  test('nothing stays nothing', () => {
    expect(premium({ ...call, from: '20:00', to: '06:00' }, '10:00', '12:00').plus).toBe(0);
    expect(premium({ ...call, minimumMinutes: 30 }, '10:00', '10:20').plus).toBe(0);
  });
});

describe('wholeShift', () => {
  const evening = { from: '19:00', to: '04:00', wholeShift: true };

  test('a shift that begins in the window counts whole, beyond its end and after a break', () => {
    expect(premium(evening, '19:00', '23:00', '23:30', '+05:30').plus).toBe(h(10));
    expect(premium(evening, '03:59', '08:00').plus).toBe(h(4, 1));
  });

  test('a shift that begins before the window counts not at all', () => {
    expect(premium(evening, '18:59', '23:00').plus).toBe(0);
    expect(premium(evening, '04:00', '08:00').plus).toBe(0);
    expect(premium({ ...evening, wholeShift: false }, '18:59', '23:00').plus).toBe(h(4));
  });

  test('each shift of a day is one of its own', () => {
    expect(premium(evening, '09:00', '12:00', '20:00', '22:30').plus).toBe(h(2, 30));
  });
});

describe('afterDailyMinutes and afterWeeklyMinutes', () => {
  test('only work after the first hours of the day counts', () => {
    expect(premium({ ...allDay, afterDailyMinutes: 300 }, '08:00', '12:00', '13:00', '16:00').plus).toBe(
      h(2),
    );
    const evening = { from: '18:00', to: '23:00', afterDailyMinutes: 300 };
    expect(premium(evening, '15:00', '22:00').plus).toBe(h(2));
    expect(premium(evening, '12:00', '22:00').plus).toBe(h(4));
  });

  const punches = [`${monday} 08:00`, `${monday} 14:00`, `${tuesday} 08:00`, `${tuesday} 16:00`];
  const week = (window: object) =>
    daysOf({ schedules: schedulesWith(window), punches }, monday, '2026-03-04').map((day) => day.diffOt);

  test('only work after the first hours of the week counts', () => {
    expect(week({ ...allDay, afterWeeklyMinutes: 480 })).toEqual([0, h(6)]);
    expect(week({ ...allDay, afterWeeklyMinutes: 480, afterDailyMinutes: 240 })).toEqual([0, h(4)]);
  });

  test('a day computed alone knows its week', () => {
    const schedules = schedulesWith({ ...allDay, afterWeeklyMinutes: 480 });
    expect(dayOf({ schedules, punches }, tuesday).diffOt).toBe(h(6));
  });
});
