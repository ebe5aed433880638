// `npm start [-- ARGUMENTS]`: runs the built executable. Ends with 0 whenever the program
// could run, whatever its verdict, so that npm adds no error text below the report.
import { spawnSync } from 'node:child_process';

const given = process.argv.slice(2);
const first = given[0];
const argv = first === undefined || first.startsWith('-') ? ['init', ...given] : given;

const done = spawnSync('dist/kube-preflight', argv, { stdio: 'inherit' });
if (done.error !== undefined) {
  console.error(`dist/kube-preflight could not be started: ${done.error.message}`);
  process.exit(1);
}
const internalError = 4;
process.exit(done.status === null || done.status >= internalError ? 1 : 0);
