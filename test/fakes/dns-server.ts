import { createSocket, type Socket } from 'node:dgram';

/** What it answers to every question; `silent`: nothing. */
export type DnsBehaviour = 'answer' | 'nxdomain' | 'servfail' | 'silent';

/** A DNS server over UDP that knows one address, 10.9.8.7, for every name. */
export async function startDnsServer(
  behaviour: DnsBehaviour,
  port = 0,
  address = '127.0.0.1',
): Promise<Socket> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', (query, from) => {
    if (behaviour !== 'silent') socket.send(replyTo(query, behaviour), from.port, from.address);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, address, resolve);
  });
  return socket;
}

const codes = { answer: 0, servfail: 2, nxdomain: 3 } as const;

/** RFC 1035, section 4: the header and the question again, then one record if it is asked for an A. */
function replyTo(query: Buffer, behaviour: keyof typeof codes): Buffer {
  const end = query.indexOf(0, 12) + 5;
  const question = query.subarray(12, end);
  const isAddress = question.readUInt16BE(question.length - 4) === 1;
  const answers = behaviour === 'answer' && isAddress ? 1 : 0;
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180 | codes[behaviour], 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers, 6);
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 9, 8, 7]);
  return Buffer.concat([header, question, ...(answers === 1 ? [record] : [])]);
}
