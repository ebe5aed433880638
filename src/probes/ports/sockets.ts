import type { Host } from '../../host/host.ts';

/** A bound socket of this network namespace. */
export interface BoundSocket {
  readonly protocol: 'tcp' | 'udp';
  readonly address: string;
  readonly port: number;
  /** '0' for a socket of the kernel. */
  readonly inode: string;
}

const tables = [
  ['tcp', '/proc/net/tcp'],
  ['tcp', '/proc/net/tcp6'],
  ['udp', '/proc/net/udp'],
  ['udp', '/proc/net/udp6'],
] as const;

/** Listening TCP and bound UDP sockets; undefined when the kernel's tables cannot be read. */
export async function boundSockets(host: Host): Promise<readonly BoundSocket[] | undefined> {
  const reads = await Promise.all(
    tables.map(async ([protocol, path]) => ({
      protocol,
      path,
      read: await host.readText(path, { maxBytes: 16 * 1024 * 1024 }),
    })),
  );
  const main = reads.find(({ path }) => path === '/proc/net/tcp');
  if (main?.read.ok !== true) return undefined;
  // Of the machines that Kubernetes runs on, this one alone has the big end first.
  const order = host.machine === 's390x' ? 'big' : 'little';
  return reads.flatMap(({ protocol, read }) => (read.ok ? socketsIn(read.text, protocol, order) : []));
}

type ByteOrder = 'little' | 'big';

/** `sl local_address rem_address st …`; state 0A is LISTEN (include/net/tcp_states.h). */
export function socketsIn(
  table: string,
  protocol: 'tcp' | 'udp',
  order: ByteOrder = 'little',
): readonly BoundSocket[] {
  return table.split('\n').flatMap((line) => {
    const fields = line.trim().split(/\s+/u);
    const [hex = '', portHex = ''] = fields[1]?.split(':') ?? [];
    const inode = fields[9];
    if (inode === undefined || !/^[0-9A-F]+$/u.test(portHex)) return [];
    if (protocol === 'tcp' && fields[3] !== '0A') return [];
    return [{ protocol, address: addressOf(hex, order), port: Number.parseInt(portHex, 16), inode }];
  });
}

/** The kernel prints words of 32 bits in the order of the machine. */
function addressOf(hex: string, order: ByteOrder): string {
  const bytes = (hex.match(/.{8}/gu) ?? []).flatMap((word) => {
    const ordered = (word.match(/../gu) ?? []).map((byte) => Number.parseInt(byte, 16));
    return order === 'little' ? ordered.toReversed() : ordered;
  });
  if (bytes.length === 4) return bytes.join('.');
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  if (mapped) return bytes.slice(12).join('.');
  const groups = Array.from({ length: 8 }, (_, at) =>
    (((bytes[at * 2] ?? 0) << 8) | (bytes[at * 2 + 1] ?? 0)).toString(16),
  );
  return shortened(groups.join(':'));
}

/** `0:0:0:0:0:0:0:1` → `::1`. */
function shortened(address: string): string {
  const runs = address.match(/(?:^|:)0(?::0)+(?=:|$)/gu) ?? [];
  const longest = runs.toSorted((a, b) => b.length - a.length)[0];
  if (longest === undefined) return address;
  return address.replace(longest, longest.startsWith(':') ? ':' : '::').replace(/^:(?!:)|:{3,}/u, '::');
}

const wild: ReadonlySet<string> = new Set(['', '::', '0.0.0.0']);

/**
 * Whether a socket at one address keeps another from listening: a wildcard takes all, but that of IPv4 no
 * IPv6 address. (Whether one at `::` leaves IPv4 alone, IPV6_V6ONLY, these tables do not show.)
 */
export function collides(socket: BoundSocket, address: string): boolean {
  if (socket.address === '0.0.0.0' && address.includes(':') && !wild.has(address)) return false;
  return wild.has(socket.address) || wild.has(address) || socket.address === address;
}
