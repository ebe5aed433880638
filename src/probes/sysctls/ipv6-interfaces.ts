import type { Host } from '../../host/host.ts';
import type { Ipv6Interface } from './facts.ts';

/** A node has a few; one with more is judged by these. */
const mostInterfaces = 16;
/** include/uapi/linux/ipv6_route.h */
const flagUp = 0x1;
const flagReject = 0x200;
const flagFromRouter = 0x4_0000;

interface DefaultRoute {
  readonly device: string;
  readonly fromRouter: boolean;
}

/** The interfaces that carry IPv6 to other hosts, and what the kernel does with routers there. */
export async function readIpv6Interfaces(host: Host): Promise<readonly Ipv6Interface[]> {
  const read = await host.readText('/proc/net/ipv6_route', { maxBytes: 512 * 1024 });
  const routes = parseDefaultRoutes(read.ok ? read.text : '');
  const addressed = host.interfaces().filter(({ address, internal }) => !internal && isGlobal(address));
  const names = new Set([...routes.map(({ device }) => device), ...addressed.map(({ name }) => name)]);
  return Promise.all(
    [...names].slice(0, mostInterfaces).map(async (name) => {
      const [forwarding, acceptRa] = await Promise.all([
        readWord(host, `/proc/sys/net/ipv6/conf/${name}/forwarding`),
        readWord(host, `/proc/sys/net/ipv6/conf/${name}/accept_ra`),
      ]);
      return {
        name,
        routeFromRouter: routes.some(({ device, fromRouter }) => device === name && fromRouter),
        ...(forwarding === undefined ? {} : { forwarding }),
        ...(acceptRa === undefined ? {} : { acceptRa }),
      };
    }),
  );
}

function isGlobal(address: string): boolean {
  return address.includes(':') && !/^fe[89ab]/iu.test(address);
}

/** /proc/net/ipv6_route: destination, length, source, length, hop, metric, uses, uses, flags, device. */
export function parseDefaultRoutes(text: string): readonly DefaultRoute[] {
  return text.split('\n').flatMap((line) => {
    const [destination = '', length, , , , , , , flags = '', device = ''] = line.trim().split(/\s+/u);
    const bits = Number.parseInt(flags, 16);
    if (!/^0{32}$/u.test(destination) || length !== '00' || device === 'lo' || device === '') return [];
    if ((bits & flagUp) === 0 || (bits & flagReject) !== 0) return [];
    return [{ device, fromRouter: (bits & flagFromRouter) !== 0 }];
  });
}

async function readWord(host: Host, path: string): Promise<string | undefined> {
  const read = await host.readText(path, { maxBytes: 64 });
  return read.ok ? read.text.trim() : undefined;
}
