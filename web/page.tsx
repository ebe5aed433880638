import { render } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { FleetReport } from '../src/findings/fleet-report.ts';
import { Groups } from './groups.tsx';
import { Matrix } from './matrix.tsx';
import { NodePage } from './node-page.tsx';
import { Oddities } from './oddities.tsx';
import { everything, isFiltered, readView, shownNodes, type View, writeView } from './state.ts';
import { Summary } from './summary.tsx';
import { statusWords, verdicts } from '../src/report/html/page-words.ts';

function Page({ report }: { readonly report: FleetReport }) {
  const [view, setView] = useState(() => readView(location.hash, report.nodes));
  useLayoutEffect(() => {
    const follow = (): void => setView(readView(location.hash, report.nodes));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const change = (some: Partial<View>): void => {
    const next = { ...view, ...some };
    setView(next);
    // The browser's way back leads from a node to the list.
    const isStep = next.node !== view.node;
    history[isStep ? 'pushState' : 'replaceState'](null, '', writeView(next, report.nodes));
  };
  useEscape(view.node >= 0, () => change({ node: -1 }));
  // Whoever comes back from a node goes on where it stands in the list.
  const visited = useRef(-1);
  if (view.node >= 0) visited.current = view.node;
  const shown = useMemo(() => shownNodes(report, view), [report, view]);
  const node = report.nodes[view.node];
  const isOne = report.totals.nodes === 1;
  return (
    <>
      {node === undefined && !isOne && (
        <a class="skip" href="#nodes" onClick={skipTo}>
          to the nodes
        </a>
      )}
      <Theme />
      <Summary report={report} view={view} change={change} />
      <main>
        {node === undefined || isOne ? (
          <>
            <Groups report={report} view={view} change={change} />
            {!isOne && (
              <section aria-labelledby="nodes">
                <h2 id="nodes" tabIndex={-1}>
                  Nodes and checks
                </h2>
                <Filters report={report} view={view} change={change} shown={shown.length} />
                <Matrix {...{ report, shown, view, change }} visited={visited.current} />
              </section>
            )}
            <Oddities report={report} />
          </>
        ) : (
          <NodePage report={report} node={node} close={() => change({ node: -1 })} />
        )}
      </main>
      <footer>
        {report.tool.name} {report.tool.version}
      </footer>
    </>
  );
}

/** Wherever the focus is: a click beside all text takes it away. Before the next key can come, hence no useEffect. */
function useEscape(isOpen: boolean, close: () => void): void {
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    const leave = ({ key }: KeyboardEvent): void => void (key === 'Escape' && close());
    addEventListener('keydown', leave);
    return () => removeEventListener('keydown', leave);
  });
}

/** Not by the address: its fragment holds the view. */
function skipTo(event: MouseEvent): void {
  event.preventDefault();
  focusNodes();
}

/** Whoever follows by keys or by ear is not left on something that is gone. */
function focusNodes(): void {
  document.querySelector<HTMLElement>('#nodes')?.focus();
}

interface FilterProps {
  readonly report: FleetReport;
  readonly view: View;
  readonly shown: number;
  readonly change: (change: Partial<View>) => void;
}

function Filters({ report, view, shown, change }: FilterProps) {
  const statuses = [...new Set(report.nodes.map(({ status }) => status))];
  return (
    <form class="filters" onSubmit={(event) => event.preventDefault()}>
      <label>
        find{' '}
        <input
          type="search"
          value={view.text}
          onInput={({ currentTarget }) => change({ text: currentTarget.value })}
        />
      </label>
      <label>
        with{' '}
        <select
          value={view.verdict}
          onChange={({ currentTarget }) => change({ verdict: currentTarget.value })}
        >
          <option value="">any verdict</option>
          {['f', 'u', 'w', 'i'].map((letter) => (
            <option key={letter} value={letter}>
              {verdicts[letter]?.word}
            </option>
          ))}
        </select>
      </label>
      <label>
        that are{' '}
        <select value={view.status} onChange={({ currentTarget }) => change({ status: currentTarget.value })}>
          <option value="">of any status</option>
          {statuses.map((status) => (
            <option key={status} value={status}>
              {statusWords[status]}
            </option>
          ))}
        </select>
      </label>
      <label>
        by{' '}
        <select
          value={view.sort}
          onChange={({ currentTarget }) =>
            change({ sort: currentTarget.value === 'name' ? 'name' : 'worst' })
          }
        >
          <option value="worst">worst first</option>
          <option value="name">name</option>
        </select>
      </label>
      <output aria-live="polite">
        {shown} of {report.nodes.length}
      </output>
      {isFiltered(view) && <ShowAll view={view} change={change} />}
    </form>
  );
}

function ShowAll({ view, change }: Pick<FilterProps, 'view' | 'change'>) {
  const showAll = (): void => {
    change({ ...everything, sort: view.sort });
    focusNodes();
  };
  return (
    <button type="button" onClick={showAll}>
      show all
    </button>
  );
}

const themes = ['auto', 'light', 'dark'] as const;

function Theme() {
  const [theme, setTheme] = useState<(typeof themes)[number]>('auto');
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto';
  return (
    <button
      class="theme"
      onClick={() => {
        document.documentElement.dataset['theme'] = next;
        setTheme(next);
      }}
    >
      theme: {theme}
    </button>
  );
}

const data = document.querySelector('#data')?.textContent ?? '';
const root = document.querySelector('#page');
if (root !== null && data !== '') {
  const report: FleetReport = JSON.parse(data);
  root.replaceChildren();
  render(<Page report={report} />, root);
  document.documentElement.dataset['ready'] = 'yes';
}
