import { useState } from 'preact/hooks';
import type { FleetReport } from '../src/findings/fleet-report.ts';
import { Finding } from './finding.tsx';
import type { View } from './state.ts';

const first = 30;

interface Props {
  readonly report: FleetReport;
  readonly view: View;
  readonly change: (change: Partial<View>) => void;
}

/** What is the same on many nodes, worst and widest first. */
export function Groups({ report, view, change }: Props) {
  const [all, showAll] = useState(false);
  const planned = report.groups
    .map((group, index) => ({ group, index }))
    .filter(({ group }) => group.forMode === '');
  const shown = all ? planned : planned.slice(0, first);
  if (planned.length === 0) return null;
  return (
    <section aria-labelledby="groups">
      <h2 id="groups">What was found</h2>
      <ol class="groups">
        {shown.map(({ group, index }) => (
          <li key={index}>
            {report.totals.nodes > 1 && (
              <button
                class="chip"
                aria-pressed={view.group === index}
                aria-label={`show the ${group.nodes.length} nodes of ${group.check}`}
                onClick={() => change({ group: view.group === index ? -1 : index })}
              >
                {group.nodes.length}
              </button>
            )}
            <Finding
              group={group}
              open={report.totals.nodes === 1 && group.verdict === 'fail'}
              hosts={report.totals.nodes > 1 ? group.hosts : ''}
            />
          </li>
        ))}
      </ol>
      {planned.length > shown.length && (
        <button onClick={() => showAll(true)}>show {planned.length - shown.length} more</button>
      )}
    </section>
  );
}
