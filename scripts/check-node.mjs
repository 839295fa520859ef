/** Stops npm scripts with a clear message when Node is too old for Rollcall. @module */

// Plain JavaScript on purpose: it must run on whatever Node the machine has, to say which one is needed.
const needed = 24;
const running = Number(process.versions.node.split('.')[0]);
if (running < needed) {
  process.stderr.write(
    `Rollcall needs Node ${needed}, but this script runs on Node ${process.versions.node}.\n` +
      'Node 24 comes as a dev-dependency and leads PATH inside npm scripts. If it is missing\n' +
      '(for example after "npm ci --ignore-scripts"), run: npm rebuild node\n',
  );
  process.exit(1);
}
