import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../vm/kernels.ts';

const executable = fileURLToPath(new URL('../../dist/kube-preflight', import.meta.url));
const cache = join(process.env['XDG_CACHE_HOME'] ?? '/var/tmp', 'kube-preflight-userspace');
const packages = 'nftables,iptables,ipset,ipvsadm,kmod,iproute2,procps';

/** The root file system of a release of Debian with the proxy's tools and our executable; made once by debootstrap. */
export function rootOf(suite: string): string {
  const root = join(cache, suite);
  const done = `${root}.done`;
  if (!existsSync(done)) {
    rmSync(root, { recursive: true, force: true });
    mkdirSync(cache, { recursive: true });
    run('debootstrap', [
      '--variant=minbase',
      `--include=${packages}`,
      suite,
      root,
      'http://deb.debian.org/debian',
    ]);
    writeFileSync(done, '');
  }
  cpSync(executable, join(root, 'kube-preflight'));
  return root;
}

/** `1.0.6-2+deb12u2` → `1.0.6`: what the package says of the tool. */
export function packagedVersion(root: string, name: string): string {
  const told = run('dpkg-query', ['--admindir', join(root, 'var/lib/dpkg'), '-W', '-f', '${Version}', name]);
  return told.replace(/^\d+:/u, '').replace(/-[^-]*$/u, '');
}
