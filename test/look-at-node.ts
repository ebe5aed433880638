import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Fact } from '../src/probes/fact.ts';
import type { PathsFacts } from '../src/probes/paths/facts.ts';
import type { PortsFacts } from '../src/probes/ports/facts.ts';
import type { Survey } from '../src/probes/probe.ts';

const fileOf = (name: string): string => fileURLToPath(new URL(`runners/${name}.ts`, import.meta.url));

export interface NodeToLookAt {
  /** Lines of shell before: `ip link set lo up`. */
  readonly before?: readonly string[];
  /** Sockets of another process: `tcp 127.0.0.1 6443`. */
  readonly hold?: readonly string[];
  readonly survey: Partial<Pick<Survey, 'ports' | 'paths' | 'readOnly'>>;
  /** Look as nobody, who has no capability. */
  readonly asNobody?: true;
}

export interface NodeSeen {
  readonly ports: PortsFacts;
  readonly paths: PathsFacts;
  /** Lines of /proc/net/tcp, tcp6, udp and udp6 afterwards, when nothing is held. */
  readonly socketsLeft: number;
}

/** Looks in network and mount namespaces of its own; nothing of the host itself is changed. */
export function lookAtNode({ before = [], hold = [], survey, asNobody }: NodeToLookAt): NodeSeen {
  const user = asNobody === true ? 'setpriv --reuid 65534 --regid 65534 --clear-groups ' : '';
  const script = [
    'set -eu',
    'mount --make-rprivate /',
    ...before,
    ...(hold.length === 0
      ? []
      : [
          'folder=$(mktemp -d); mkfifo "$folder/held"',
          `"$NODE" "$HOLDER" ${hold.map((one) => `"${one}"`).join(' ')} > "$folder/held" & held=$!`,
          'read -r _ < "$folder/held"; rm -r "$folder"',
        ]),
    `${user}"$NODE" "$LOOKER" "$SURVEY"`,
    ...(hold.length === 0 ? [] : ['kill $held']),
    'echo; cat /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/udp6 2>/dev/null | grep -vc local_address || true',
  ].join('\n');
  const done = spawnSync('unshare', ['--net', '--mount', 'sh', '-c', script], {
    encoding: 'utf8',
    timeout: 20_000,
    env: {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      NODE: process.execPath,
      LOOKER: fileOf('look-at-node'),
      HOLDER: fileOf('hold-sockets'),
      SURVEY: JSON.stringify(survey),
    },
  });
  if (done.status !== 0) throw new Error(`exit ${String(done.status)}: ${done.stderr}`);
  const [seen = '', left = ''] = done.stdout.split('\n');
  const facts: { readonly ports: Fact<PortsFacts>; readonly paths: Fact<PathsFacts> } = JSON.parse(seen);
  if (!facts.ports.known || !facts.paths.known) throw new Error(seen);
  return { ports: facts.ports.value, paths: facts.paths.value, socketsLeft: Number(left) };
}
