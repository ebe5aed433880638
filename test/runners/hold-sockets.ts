/**
 * Holds sockets until it is killed, and prints a line when it has them all.
 * Arguments: `tcp 127.0.0.1 6443`, `tcp6only :: 6443`, `udp4 0.0.0.0 8472`, each as one word.
 */
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

await Promise.all(
  process.argv.slice(2).map((words) => {
    const [kind = '', host = '', port = ''] = words.split(' ');
    return new Promise<void>((resolve) => {
      if (kind === 'udp4') createSocket('udp4').bind(Number(port), host, resolve);
      else
        createServer().listen({ host, port: Number(port), ipv6Only: kind === 'tcp6only' }, () => resolve());
    });
  }),
);
process.stdout.write('held\n');
