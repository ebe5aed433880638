import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { FleetNode, FleetReport } from '../src/findings/fleet-report.ts';
import type { View } from './state.ts';
import { usePrinting } from './use-printing.ts';
import { statusWords, verdicts } from '../src/report/html/page-words.ts';

const rowHeight = 28;
/** With its margins. */
const cellWidth = 30;
/** Rows beyond the edges, so that scrolling shows no gaps. */
const margin = 12;
/** On paper: some twenty pages. */
const mostPrinted = 500;

interface Props {
  readonly report: FleetReport;
  readonly shown: readonly number[];
  readonly view: View;
  readonly change: (change: Partial<View>) => void;
  /** The node that was looked at before; -1: none. */
  readonly visited: number;
}

/** Nodes × checks. Only the rows in sight are in the document. */
export function Matrix({ report, shown, view, change, visited }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [top, scrollTo] = useState(0);
  const [height, grow] = useState(600);
  const [active, activate] = useState(0);
  useEffect(() => activate((row) => Math.min(row, Math.max(0, shown.length - 1))), [shown]);
  const printing = usePrinting();
  const [from, to] = printing ? [0, Math.min(shown.length, mostPrinted)] : inSight(top, height, shown.length);
  const move = (row: number): void => {
    const target = Math.max(0, Math.min(shown.length - 1, row));
    activate(target);
    if (box.current !== null) bringIntoSight(target, box.current);
  };
  useLayoutEffect(() => {
    grow(box.current?.clientHeight ?? 600);
    const row = shown.indexOf(visited);
    if (row >= 0) move(row);
    if (row >= 0) box.current?.focus();
  }, []);
  const moves = movesFrom(active, Math.max(1, Math.floor(height / rowHeight) - 1), shown.length - 1);
  const press = (event: KeyboardEvent): void => {
    const target = moves[event.key];
    if (target !== undefined) {
      event.preventDefault();
      move(target);
    } else if (event.key === 'Enter') change({ node: shown[active] ?? -1 });
  };
  const rowAt = (index: number, offset: number) => {
    const node = report.nodes[index];
    const row = from + offset;
    const choose = (): void => {
      activate(row);
      change({ node: index });
    };
    const marks = { active: row === active, selected: view.node === index };
    return node && <Row key={index} {...{ node, index, row, report, choose }} {...marks} />;
  };
  return (
    <div
      class="matrix"
      style={sizesOf(report)}
      ref={box}
      role="grid"
      tabIndex={0}
      aria-label="nodes and checks"
      aria-rowcount={shown.length + 1}
      aria-activedescendant={shown.length === 0 ? undefined : `row-${shown[active] ?? ''}`}
      onScroll={({ currentTarget }) => {
        scrollTo(currentTarget.scrollTop);
        grow(currentTarget.clientHeight);
      }}
      onKeyDown={press}
    >
      <Head report={report} />
      <div role="presentation" style={{ height: `${from * rowHeight}px` }} />
      {shown.slice(from, to).map(rowAt)}
      <Below rows={shown.length - to} printing={printing} />
    </div>
  );
}

/** The first row, and the one after the last, of so many pixels from `top` on. */
function inSight(top: number, height: number, rows: number): readonly [number, number] {
  const from = Math.max(0, Math.floor(top / rowHeight) - margin);
  return [from, Math.min(rows, Math.ceil((top + height) / rowHeight) + margin)];
}

function bringIntoSight(row: number, box: HTMLElement): void {
  if (row * rowHeight < box.scrollTop) box.scrollTop = row * rowHeight;
  const bottom = (row + 2) * rowHeight - box.clientHeight;
  if (bottom > box.scrollTop) box.scrollTop = bottom;
}

/** What decides how wide the names may be; `page.css` does the sum, for only it knows the room. */
function sizesOf({ nodes, columns }: FleetReport): Readonly<Record<string, string>> {
  const longest = nodes.reduce((most, { name }) => Math.max(most, name.length), 0);
  return { '--longest': `calc(${longest}ch + 1.4rem)`, '--cells': `${columns.length * cellWidth}px` };
}

/** Room for the rows below those in sight; paper has none, and says so. */
function Below({ rows, printing }: { readonly rows: number; readonly printing: boolean }) {
  if (!printing) return <div role="presentation" style={{ height: `${rows * rowHeight}px` }} />;
  return rows > 0 && <p role="presentation">{rows} more: find or filter those that you want on paper</p>;
}

function movesFrom(active: number, page: number, last: number): Readonly<Record<string, number>> {
  return {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: last,
  };
}

function Head({ report }: { readonly report: FleetReport }) {
  return (
    <div class="row head" role="row" aria-rowindex={1}>
      <span class="name" role="columnheader">
        node
      </span>
      {report.columns.map(({ check, title }) => (
        <span key={check} class="cell" role="columnheader" title={`${check}: ${title}`} aria-label={check}>
          <i>{check}</i>
        </span>
      ))}
    </div>
  );
}

interface RowProps {
  readonly node: FleetNode;
  readonly index: number;
  readonly row: number;
  readonly report: FleetReport;
  readonly active: boolean;
  readonly selected: boolean;
  readonly choose: () => void;
}

function Row({ node, index, row, report, active, selected, choose }: RowProps) {
  return (
    <div
      id={`row-${index}`}
      class={`row${active ? ' active' : ''}${selected ? ' selected' : ''}`}
      role="row"
      aria-rowindex={row + 2}
      aria-selected={selected}
      onClick={choose}
    >
      <span class="name" role="rowheader" title={node.name}>
        {node.name}
      </span>
      {node.status === 'judged' ? (
        report.columns.map(({ check }, column) => {
          const letter = node.cells[column] ?? '-';
          const { word, sign } = verdicts[letter] ?? { word: '', sign: '' };
          return (
            <span
              key={check}
              class={`cell ${letter === '-' ? 'none' : letter}`}
              role="gridcell"
              aria-label={`${check}: ${word}`}
              title={`${check}: ${word}`}
            >
              {sign}
            </span>
          );
        })
      ) : (
        <span class="why" role="gridcell">
          {statusWords[node.status]}: {node.detail}
        </span>
      )}
    </div>
  );
}
