import type { FleetReport } from '../src/findings/fleet-report.ts';
import type { View } from './state.ts';
import { readinessWords, statusWords } from '../src/report/html/page-words.ts';
import {
  defaultSentence,
  modeCounts,
  type ModeCounts,
  readinessStates,
} from '../src/report/html/readiness.ts';

interface Props {
  readonly report: FleetReport;
  readonly view: View;
  readonly change: (change: Partial<View>) => void;
}

/** The answer on top: what was judged, how many are ready, and who survives the new default. */
export function Summary({ report, view, change }: Props) {
  const { totals, kubernetes, policy, planned } = report;
  const [survivors, words] = defaultSentence(report);
  return (
    <header>
      <h1>
        <span class={totals.ready === totals.nodes ? 'dot pass' : 'dot fail'} aria-hidden="true" />
        {totals.nodes === 1
          ? (report.nodes[0]?.name ?? '')
          : `${totals.ready} of ${totals.nodes} nodes are ready`}
        {totals.nodes === 1 && <small> is {totals.ready === 1 ? 'ready' : 'not ready'}</small>}
      </h1>
      <p class="plan">
        kubeadm {report.command} · Kubernetes {kubernetes} · policy {policy}
        {planned
          .filter(({ label }) => label !== 'Kubernetes' && label !== 'policy')
          .map(({ label, value, origin }) => (
            <span key={label}>
              {' '}
              · {label} <b>{value}</b> <small>({origin})</small>
            </span>
          ))}
      </p>
      {survivors !== '' && (
        <p class="default">
          <b>{survivors}</b> {words}
        </p>
      )}
      <div class="bars">
        {modeCounts(report).map((one) => (
          <Bar key={one.mode} {...one} view={view} change={change} />
        ))}
      </div>
      <Statuses report={report} view={view} change={change} />
    </header>
  );
}

function Bar({ mode, counts, all, view, change }: Omit<Props, 'report'> & ModeCounts) {
  let x = 0;
  return (
    <div class="bar">
      <span class="mode">{mode}</span>
      <svg
        viewBox="0 0 100 10"
        preserveAspectRatio="none"
        role="img"
        aria-label={`${mode}: ${counts.ready} of ${all} ready`}
      >
        {readinessStates.map((state) => {
          const width = (counts[state] / all) * 100;
          const at = x;
          x += width;
          return <rect key={state} class={state} x={at} y="0" width={width} height="10" />;
        })}
      </svg>
      {readinessStates
        .filter((state) => counts[state] > 0)
        .map((state) => {
          const value = `${mode}=${state}`;
          const pressed = view.mode === value;
          return (
            <button
              key={state}
              class={`chip ${state}`}
              aria-pressed={pressed}
              onClick={() => change({ mode: pressed ? '' : value })}
            >
              {counts[state]} {readinessWords[state]}
            </button>
          );
        })}
    </div>
  );
}

function Statuses({ report, view, change }: Props) {
  const others = ['unreachable', 'failed', 'unreadable', 'duplicate'] as const;
  const present = others.filter((status) => report.totals[status] > 0);
  if (present.length === 0) return null;
  return (
    <p>
      {present.map((status) => (
        <button
          key={status}
          class="chip unknown"
          aria-pressed={view.status === status}
          onClick={() => change({ status: view.status === status ? '' : status })}
        >
          {report.totals[status]} {statusWords[status]}
        </button>
      ))}
    </p>
  );
}
