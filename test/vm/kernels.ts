import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const suites = ['bullseye', 'bookworm', 'trixie'] as const;
export type Suite = (typeof suites)[number];

/** A kernel of Debian, unpacked and not installed. */
export interface Kernel {
  readonly suite: Suite;
  /** `6.1.0-50-cloud-amd64`. */
  readonly release: string;
  readonly image: string;
  readonly config: string;
  /** The directory that holds `kernel/`, `modules.dep` and the like. */
  readonly modules: string;
}

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
/** Not below dist/, which a build may empty: downloads are kept between runs. */
const cache = join(process.env['XDG_CACHE_HOME'] ?? '/var/tmp', 'kube-preflight-vm');

/** Runs a program, and throws with what it said if it fails. */
export function run(command: string, argv: readonly string[], cwd?: string): string {
  const done = spawnSync(command, argv, { encoding: 'utf8', ...(cwd === undefined ? {} : { cwd }) });
  if (done.status === 0) return done.stdout;
  throw new Error(`${command} ${argv.join(' ')}: ${done.error?.message ?? done.stderr}`);
}

/** The kernel for clouds of a release of Debian; downloaded once. */
export function kernelOf(suite: Suite): Kernel {
  const folder = join(cache, suite);
  const tree = join(folder, 'tree');
  if (!existsSync(join(folder, 'done'))) fetchKernel(suite, folder, tree);
  const release = readdirSync(join(tree, 'boot'))
    .find((name) => name.startsWith('vmlinuz-'))
    ?.slice(8);
  if (release === undefined) throw new Error(`no kernel in ${tree}/boot`);
  const modules = ['lib/modules', 'usr/lib/modules']
    .map((place) => join(tree, place, release))
    .find((place) => existsSync(place));
  if (modules === undefined) throw new Error(`no modules of ${release} in ${tree}`);
  const boot = (name: string): string => join(tree, 'boot', `${name}-${release}`);
  return { suite, release, image: boot('vmlinuz'), config: boot('config'), modules };
}

/** With lists and a cache of its own: the machine's apt is not touched. */
function fetchKernel(suite: Suite, folder: string, tree: string): void {
  for (const part of ['lists/partial', 'cache/archives/partial', 'tree']) {
    mkdirSync(join(folder, part), { recursive: true });
  }
  writeFileSync(
    join(folder, 'sources.list'),
    `deb [signed-by=${keyring}] http://deb.debian.org/debian ${suite} main\n`,
  );
  writeFileSync(join(folder, 'status'), '');
  const own = [
    `Dir::Etc::sourcelist=${folder}/sources.list`,
    'Dir::Etc::sourceparts=/dev/null',
    `Dir::State::lists=${folder}/lists`,
    `Dir::State::status=${folder}/status`,
    `Dir::Cache=${folder}/cache`,
    'APT::Sandbox::User=root',
  ].flatMap((option) => ['-o', option]);
  run('apt-get', [...own, 'update', '-qq']);
  const wanted = /Depends: (linux-image-\S+)/u.exec(
    run('apt-cache', [...own, 'depends', 'linux-image-cloud-amd64']),
  )?.[1];
  if (wanted === undefined) throw new Error(`${suite} names no kernel for clouds`);
  run('apt-get', [...own, 'download', '-qq', wanted], folder);
  const deb = readdirSync(folder).find((name) => name.endsWith('.deb')) ?? '';
  run('dpkg', ['-x', join(folder, deb), tree]);
  writeFileSync(join(folder, 'done'), '');
}
