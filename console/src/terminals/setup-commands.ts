/** The one command that sets a bridge up, for each kind of computer. @module */

/** A computer on which a bridge can run. `this`: the one on which the cloud itself runs from its sources. */
export type Computer = 'linux' | 'windows' | 'this';

const ownHosts: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Those from which a cloud can be reached, the likeliest first. @param cloud - its address */
export function computersFor(cloud: string): Computer[] {
  return ownHosts.has(new URL(cloud).hostname) ? ['linux', 'windows', 'this'] : ['linux', 'windows'];
}

/** How the program is called there. */
const programs: Readonly<Record<Computer, string>> = {
  linux: 'sudo rollcall-bridge',
  windows: '.\\rollcall-bridge.exe',
  this: 'npm run bridge --',
};

/** The command. @param cloud - address of the cloud @param token - the secret of an enrolment token */
export function setupCommand(computer: Computer, cloud: string, token: string): string {
  return `${programs[computer]} setup --cloud ${cloud} --token ${token}`;
}
