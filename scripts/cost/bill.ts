/** Works out the monthly bill of a deployment from measured units, a price list, and what its users do. @module */

import prices from './prices.json' with { type: 'json' };
import measured from './units.json' with { type: 'json' };
import usage from './usage.json' with { type: 'json' };

/** What AWS charges for. */
type Priced = keyof typeof prices.perUnit;
type Quantities = Partial<Record<Priced, number>>;
type EventName = keyof typeof measured.units;

/** One line of a bill. */
export interface Item {
  what: string;
  dollars: number;
}

/** A month's bill of a deployment with one organisation. */
export interface Bill {
  users: number;
  items: Item[];
  dollars: number;
  centsPerUser: number;
}

/** An event with its requests: of whom it is called, and through which services. */
interface Calls {
  /** Requests at the gateway for each event. */
  gateway: number;
  /** Calls of functions for each event. */
  functions: number;
}

/** What a number of events uses. Table requests count as if each waited for the one before it: it is never more. */
function used(name: EventName, events: number, { gateway, functions }: Calls): Quantities {
  const each = measured.units[name];
  const milliseconds =
    each.tableRequests * usage.millisecondsPerTableRequest +
    each.processorMilliseconds / usage.processorShareAtOneGigabyte;
  return {
    tableReadUnit: events * each.readUnits,
    tableWriteUnit: events * each.writeUnits,
    functionRequest: events * functions,
    functionGigabyteSecond: (events * milliseconds * usage.gigabytesOfFunction) / 1000,
    gatewayRequest: events * gateway,
    queueRequest: events * each.messages * usage.queueRequestsPerMessage,
    logGigabyte: (events * Math.max(gateway, functions) * usage.logBytesPerRequest) / 1e9,
  };
}

/** How much of everything the lines of a bill use, by what they are for. */
function quantitiesOf(users: number): Record<string, Quantities> {
  const terminals = Math.max(1, Math.ceil(users / usage.usersPerTerminal));
  const bridges = Math.max(1, Math.ceil(terminals / usage.terminalsPerBridge));
  const punches = users * usage.punchesPerUserDay * usage.workdaysPerMonth;
  const alone = punches * usage.shareOfPunchesAlone;
  const downloads = usage.downloadsPerDay * usage.daysPerMonth;
  const minutes = usage.daysPerMonth * 1440;
  const idle = (bridges * minutes * 60) / usage.idleBeatSeconds;
  const batches = (punches - alone) / 50;
  const ofBatches = used('punchOf50WithItsDays', punches - alone, { gateway: 0, functions: 0 });
  const gigabytes =
    (usage.monthsStored *
      (punches * measured.bytes.punch + users * usage.daysPerMonth * measured.bytes.row)) /
    1e9;
  return {
    'punches that come alone, with their days': used('punchAloneWithItsDays', alone, {
      gateway: 1,
      functions: 2,
    }),
    'punches in batches, with their days': {
      ...ofBatches,
      gatewayRequest: batches,
      functionRequest: 2 * batches,
      logGigabyte: (2 * batches * usage.logBytesPerRequest) / 1e9,
    },
    'heartbeats without news': used('heartbeat', idle + bridges * downloads * usage.beatsPerDownload, {
      gateway: 1,
      functions: 1,
    }),
    'heartbeats with news': used(
      'heartbeatWithNews',
      bridges * downloads * usage.heartbeatsWithNewsPerDownload,
      { gateway: 1, functions: 1 },
    ),
    'downloads started': used('downloadStarted', terminals * downloads, { gateway: 0, functions: 0 }),
    'tasks claimed': used('tasksClaimed', terminals * downloads, { gateway: 0, functions: 0 }),
    'tasks completed': used('taskCompleted', terminals * downloads, { gateway: 1, functions: 1 }),
    'nightly generation': used('nightOfUser', users * usage.daysPerMonth, { gateway: 0, functions: 0.04 }),
    'what the clock does': {
      ...used('tick', minutes, { gateway: 0, functions: 2 }),
      scheduleEvent: minutes + minutes / 15,
    },
    'pages that people read': used('pageOf100Rows', users * usage.pagesOf100RowsPerUserMonth, {
      gateway: 1,
      functions: 1,
    }),
    'what is stored, with recovery': { tableGigabyteMonth: gigabytes, recoveryGigabyteMonth: gigabytes },
    'polling of queues': { queueRequest: usage.queues * usage.idlePollsPerQueueMinute * minutes },
    alarms: { alarmMonth: usage.alarms },
    'secret of the deployment': { secretMonth: usage.secrets },
  };
}

/**
 * What an hour in which somebody has the console's page of today open adds to a bill, in dollars, without what is always free. Who
 * is in is looked up for everybody, and the longer that takes the longer a look is kept (`functions/domain/overview/kept-looks.ts`).
 * @param users - of one organisation
 */
export function hourOfToday(users: number): number {
  const share = users / measured.users;
  const lookSeconds =
    (measured.units.lookAtPresence.tableRequests * share * usage.millisecondsPerTableRequest) / 1000;
  const looks = 3600 / Math.min(600, Math.max(10, 20 * lookSeconds));
  const asked = { gateway: 1, functions: 1 };
  const quantities = [
    used('lookAtArrivals', 720, asked),
    used('lookAtOverview', 120, asked),
    used('lookAtPresence', looks * share, { gateway: 0, functions: 0 }),
    { gatewayRequest: 240, functionRequest: 240 },
  ];
  return quantities
    .flatMap((one) => Object.entries(one) as [Priced, number][])
    .reduce((sum, [name, amount]) => sum + amount * prices.perUnit[name], 0);
}

const free: Quantities = prices.alwaysFree;

/**
 * The bill of a month. What is always free is taken off in proportion: each line pays the same share of what it uses.
 * @param users - of one organisation
 */
export function billFor(users: number): Bill {
  const lines = Object.entries(quantitiesOf(users));
  const total = new Map<string, number>();
  for (const [, quantities] of lines) {
    for (const [name, amount] of Object.entries(quantities)) total.set(name, (total.get(name) ?? 0) + amount);
  }
  const charged = (name: Priced) => {
    const all = total.get(name) ?? 0;
    return all === 0 ? 0 : Math.max(0, all - (free[name] ?? 0)) / all;
  };
  const items = lines.map(([what, quantities]) => ({
    what,
    dollars: (Object.keys(prices.perUnit) as Priced[]).reduce(
      (sum, name) => sum + (quantities[name] ?? 0) * prices.perUnit[name] * charged(name),
      0,
    ),
  }));
  const dollars = items.reduce((sum, item) => sum + item.dollars, 0);
  return { users, items, dollars, centsPerUser: (dollars * 100) / users };
}

/** The sizes for which a bill is made. */
export const sizes: readonly number[] = usage.sizes;
