/** How often the page of today asks: less often on battery, and not at all while it is hidden. @module */

import { useEffect, useState } from 'react';

/** Milliseconds between two looks at who is in. */
export const presenceMilliseconds = 15_000;
/** Milliseconds between two looks at what has arrived. */
export const arrivalsMilliseconds = 5_000;
/** How many times slower a page asks whose computer runs on battery. */
const onBattery = 4;

/** What browsers that know it tell about the battery. */
interface Battery extends EventTarget {
  readonly charging: boolean;
}

function batteryOf(): Promise<Battery> | undefined {
  // Only Chromium has it, so it is not among the types of the platform.
  const { getBattery } = navigator as Navigator & { getBattery?: () => Promise<Battery> };
  return getBattery?.call(navigator);
}

/** By what the times between two looks are multiplied now. */
export function usePace(): number {
  const [isOnBattery, setOnBattery] = useState(false);
  useEffect(() => {
    let battery: Battery | undefined;
    let isGone = false;
    const look = () => setOnBattery(battery?.charging === false);
    void batteryOf()?.then(
      (found) => {
        if (isGone) return;
        battery = found;
        battery.addEventListener('chargingchange', look);
        look();
      },
      // Not told: the usual pace.
      () => undefined,
    );
    return () => {
      isGone = true;
      battery?.removeEventListener('chargingchange', look);
    };
  }, []);
  return isOnBattery ? onBattery : 1;
}
