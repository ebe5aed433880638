// Runs before `npm start`, under whatever Node the machine has (20 and later): installs the
// locked dependencies when they are not those of the lock file, then builds the executable.
// Plain JavaScript because TypeScript's own runtime (Node 24) comes with those dependencies.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const stamp = 'node_modules/.lock-hash';
const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');

function installed() {
  try {
    return readFileSync(stamp, 'utf8') === wanted;
  } catch {
    return false;
  }
}

function npm(...argv) {
  const done = spawnSync('npm', argv, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

if (!installed()) {
  npm('ci', '--no-audit', '--no-fund', '--loglevel=error');
  writeFileSync(stamp, wanted);
}
npm('run', '--silent', 'build');
