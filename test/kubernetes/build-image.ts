import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const executable = join(repository, 'dist/kube-preflight');
const makeBase = fileURLToPath(new URL('make-base.sh', import.meta.url));

export interface BuiltImage {
  /** Its root file system. */
  readonly root: string;
  /** What it says of itself (the `config` of the OCI image). */
  readonly config: Readonly<Record<string, unknown>>;
  remove(): void;
}

/** Builds the Containerfile with buildah, in a store of its own. No registry is asked: the base is made of this machine. */
export function buildImage(): BuiltImage {
  const folder = mkdtempSync(join(tmpdir(), 'image-'));
  const buildah = (...argv: readonly string[]): string =>
    execFileSync(
      'buildah',
      ['--root', join(folder, 'store'), '--runroot', join(folder, 'run'), '--storage-driver', 'vfs', ...argv],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    ).trim();
  const base = join(folder, 'base');
  mkdirSync(base);
  execFileSync('sh', [makeBase, base, executable]);
  const made = buildah('from', 'scratch');
  buildah('copy', '--quiet', made, base, '/');
  buildah('commit', '--quiet', made, 'localhost/base:1');
  const file = join(repository, 'Containerfile');
  const argv = [
    '--isolation',
    'chroot',
    '--pull-never',
    '--build-arg',
    'BASE=localhost/base:1',
    '--file',
    file,
  ];
  buildah('build', '--quiet', ...argv, '--tag', 'kube-preflight:test', repository);
  const container = buildah('from', 'kube-preflight:test');
  const { OCIv1 } = JSON.parse(buildah('inspect', '--type', 'image', 'kube-preflight:test'));
  return {
    root: buildah('mount', container),
    config: OCIv1.config,
    remove() {
      buildah('umount', container);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
