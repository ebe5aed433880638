import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * In a private mount namespace: /usr/sbin and /usr/local/sbin become directories of links to everything
 * that was there but the hidden names. The host's own directories are never touched, and all of
 * it is gone when the command ends. Works where /sbin is a link to /usr/sbin (merged /usr).
 */
const script = `
set -eu
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs /mnt
mkdir /mnt/real /mnt/shown
mount --bind /usr/sbin /mnt/real
names=$1; shift
for path in /mnt/real/*; do
  name=\${path##*/}
  case " $names " in *" $name "*) ;; *) ln -s "/mnt/real/$name" "/mnt/shown/$name" ;; esac
done
mount --bind /mnt/shown /usr/sbin
exec "$@"
`;

/** Runs a command on this host as if these programs of /usr/sbin were not installed. Needs root. */
export function runWithout(hidden: readonly string[], argv: readonly string[]): Ran {
  const done = spawnSync('unshare', ['--mount', 'sh', '-c', script, 'sh', hidden.join(' '), ...argv], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status: done.status, stdout: done.stdout, stderr: done.stderr };
}

/** Every name under which a program of the iptables packages lies in /usr/sbin. */
export function iptablesNames(): readonly string[] {
  return readdirSync('/usr/sbin').filter((name) => /^(?:ip6?tables|xtables|arptables|ebtables)/u.test(name));
}
