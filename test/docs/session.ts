import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DocCommand } from './doc-commands.ts';
import { repository } from './markdown.ts';
import { standIns } from './stand-ins.ts';

/** One start of kube-preflight. */
export interface Start {
  readonly code: number;
  readonly line: string;
}

export interface Ran {
  readonly command: DocCommand;
  readonly status: number;
  /** Standard output and standard error, as a terminal shows them. */
  readonly output: string;
  readonly starts: readonly Start[];
}

const namespaces = ['--mount', '--uts', '--ipc', '--net', '--pid', '--fork', '--kill-child'];
const here = import.meta.dirname;
const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Facts of this machine, by the names that pages give them; always as the program writes them today. */
const facts = `kube-preflight facts -o facts.json
mkdir -p facts last-week
cp facts.json facts/node-1.json
cp facts.json last-week/node-1.json
cp facts.json node-7.json
cp facts.json today.ndjson
tar czf facts.tar.gz facts
`;

/** Runs the commands of one page in order, in a root and a network of their own. */
export function runCommands(commands: readonly DocCommand[]): readonly Ran[] {
  const folder = mkdtempSync(join(tmpdir(), 'docs-'));
  try {
    prepare(folder, commands);
    const done = spawnSync('unshare', [...namespaces, 'sh', join(here, 'session.sh')], {
      encoding: 'utf8',
      timeout: 240_000,
      env: { PATH: path, REPO: repository, SESSION: folder, FIXTURES: join(here, 'fixtures') },
    });
    if (done.status === null || done.stderr !== '') throw new Error(`the session ended: ${done.stderr}`);
    return commands.map((command, index) => ranAs(folder, command, index));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function prepare(folder: string, commands: readonly DocCommand[]): void {
  for (const name of ['commands', 'answers', 'results', 'stand-ins']) mkdirSync(join(folder, name));
  copyFileSync(join(here, 'driver.sh'), join(folder, 'driver.sh'));
  for (const [name, { script }] of Object.entries(standIns)) {
    writeFileSync(join(folder, 'stand-ins', name), `#!/bin/sh\n${script}\n`);
  }
  for (const [index, { text, answer }] of commands.entries()) {
    writeFileSync(join(folder, 'commands', String(index)), text);
    if (answer !== undefined) writeFileSync(join(folder, 'answers', String(index)), answer);
  }
  if (commands.some(({ text }) => /facts|fleet/u.test(text)))
    writeFileSync(join(folder, 'wants-facts'), facts);
}

function ranAs(folder: string, command: DocCommand, index: number): Ran {
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const starts = read('started')
    .split('\n')
    .map((line) => /^(?<command>\d+) (?<code>\d+) (?<line>.*)$/u.exec(line)?.groups)
    .filter((start) => start?.['command'] === String(index))
    .map((start) => ({ code: Number(start?.['code']), line: start?.['line'] ?? '' }));
  return {
    command,
    status: Number(read(`results/${String(index)}.status`)),
    output: read(`results/${String(index)}.output`),
    starts,
  };
}
