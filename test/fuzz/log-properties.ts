import fc from 'fast-check';
import { createFolder } from '../../src/logs/fold.ts';
import { unwrap } from '../../src/logs/unwrap.ts';
import { redactText } from '../../src/snapshot/redact-text.ts';
import { corpus } from '../logs/corpus.ts';
import { demand, type FuzzProperty, holds, inTime } from './fuzz-property.ts';
import { changed, changedJson } from './mutations.ts';

const wrapped = [
  '[pod/kube-proxy-x7x/kube-proxy] 2026-11-23T04:28:02.1Z stderr F E1123 04:28:02.123456    1 server.go:42] "iptables failed" err="x"',
  'Nov 23 04:28:02 node-1 kubelet[812]: E1123 04:28:02.123456    1234 kubelet_network_linux.go:83] "Failed to ensure"',
];
const entries = [
  { MESSAGE: 'nft failed', __REALTIME_TIMESTAMP: '1700000000000000', _SYSTEMD_UNIT: 'kubelet.service' },
  { ts: 1700000000000.123, caller: 'a/proxier.go:12', msg: 'iptables error', err: 'x', v: 0 },
  { log: 'E1123 nft\n', stream: 'stderr', time: '2026-11-23T04:28:02.1Z' },
];

const line = fc.oneof(
  changed(...wrapped, ...corpus.map(([, text]) => text)),
  changedJson(...entries).map((entry) => JSON.stringify(entry)),
);

export const logProperties: readonly FuzzProperty[] = [
  holds(
    'lines of any kind are folded, and counted each',
    150,
    fc.asyncProperty(fc.array(line, { maxLength: 30 }), (lines) =>
      inTime(() => {
        const folder = createFolder(redactText);
        for (const one of lines) folder.add(one);
        const counted = folder.groups().reduce((sum, { count }) => sum + count, 0);
        const { lines: all, plain, beyond } = folder;
        demand(
          all === counted + plain + beyond,
          () => `${all} lines, ${counted} + ${plain} + ${beyond} counted`,
        );
        demand(
          folder.groups().every(({ sample }) => sample.length < 2000),
          () => 'a sample is too long',
        );
      }),
    ),
  ),
  holds(
    'a wrapped line is never longer than it was, but for JSON that is opened',
    150,
    fc.property(changed(...wrapped), (text) => {
      const { message } = unwrap(text);
      demand(
        text.includes(message) || text.trimStart().startsWith('{'),
        () => `${message} is not in the line`,
      );
    }),
  ),
];
