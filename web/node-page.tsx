import { useLayoutEffect, useRef } from 'preact/hooks';
import type { FleetGroup, FleetNode, FleetReport } from '../src/findings/fleet-report.ts';
import { Finding } from './finding.tsx';
import { readinessWords, statusWords } from '../src/report/html/page-words.ts';

interface Props {
  readonly report: FleetReport;
  readonly node: FleetNode;
  readonly close: () => void;
}

/** One node: what it is, what was found on it, and in which mode it could run. */
export function NodePage({ report, node, close }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus(), [node]);
  const groups = node.groups.flatMap((index) => report.groups[index] ?? []);
  const planned = groups.filter(({ forMode }) => forMode === '');
  const others = groups.filter(({ forMode }) => forMode !== '');
  const about = [node.os, node.kernel, node.arch, node.addresses.join(', '), node.collectedAt].filter(
    (text) => text !== '',
  );
  return (
    <section class="node" aria-labelledby="node-title">
      <button class="close" onClick={close}>
        back to all nodes
      </button>
      <h2 id="node-title" tabIndex={-1} ref={title}>
        {node.name}
      </h2>
      <p>{about.join(' · ')}</p>
      {node.status === 'judged' ? (
        <p>
          {node.modes.map(({ mode, readiness }) => (
            <span key={mode} class={`chip ${readiness}`}>
              {mode}: {readinessWords[readiness]}
            </span>
          ))}
        </p>
      ) : (
        <p>
          {statusWords[node.status]}: {node.detail}
        </p>
      )}
      {planned.map((group, index) => (
        <Finding key={index} group={group} open={group.verdict === 'fail'} hosts={hostsOf(group)} />
      ))}
      {others.length > 0 && <h3>In the other modes</h3>}
      {others.map((group, index) => (
        <Finding key={index} group={group} open={false} hosts={hostsOf(group)} />
      ))}
    </section>
  );
}

/** That it was found on this node is plain; on which others is not. */
function hostsOf({ nodes, hosts }: FleetGroup): string {
  return nodes.length > 1 ? hosts : '';
}
