import type { Demand } from '../../config/own-files/requirement.ts';
import type { Facts } from '../../probes/facts.ts';
import { type JudgedDemand, judgedFor, notTold } from './judged-demand.ts';

export function judgePort(
  { port, protocol, state: wanted }: Extract<Demand, { kind: 'port' }>,
  { ports }: Facts,
): JudgedDemand {
  const what = `${protocol.toUpperCase()} port ${port}`;
  const need = wanted === 'free' ? `${what} is free` : `something listens on ${what}`;
  const list = protocol === 'tcp' ? 'ss -Hltnp' : 'ss -Hlunp';
  const judged = judgedFor({ what, need, verify: [`${list} 'sport = :${port}'`] });
  if (ports?.known !== true) return notTold(judged, ports);
  const fact = ports.value.ports.find(
    (one) => one.port === port && one.protocol === protocol && one.address === '',
  );
  if (fact === undefined) return notTold(judged, undefined);
  const who = fact.holders
    .map(
      ({ address, pid, name }) =>
        `${name === '' ? 'a process' : name}${pid === 0 ? '' : ` (${pid})`} at ${address}`,
    )
    .join(', ');
  const source = fact.by === 'listen' ? `listening on port ${port}` : '/proc/net';
  const evidence = [{ source, excerpt: who === '' ? (fact.code ?? fact.state) : who }];
  if (fact.state === 'in-use') {
    const state = who === '' ? 'is in use' : `is in use by ${who}`;
    return judged({ outcome: wanted === 'in-use' ? 'met' : 'unsuitable', state, evidence });
  }
  if (fact.state === 'free')
    return judged({ outcome: wanted === 'free' ? 'met' : 'missing', state: 'is free', evidence });
  return judged({
    outcome: 'not-told',
    state: 'could not be tried',
    have: fact.code ?? fact.state,
    evidence,
  });
}
