import type { FleetReport } from '../src/findings/fleet-report.ts';

const most = 200;

/** What belongs to two machines, and which nodes differ from the others. */
export function Oddities({ report }: { readonly report: FleetReport }) {
  const { duplicates, differences, clocks, nodes } = report;
  const nameOf = (index: number): string => nodes[index]?.name ?? '';
  const rows = [
    ...duplicates.map(({ what, value, hosts }) => ['the same', what, value, hosts] as const),
    ...differences.map(
      ({ kind, node, fact, has, expected }) =>
        [kind, fact, `${has} (others: ${expected})`, nameOf(node)] as const,
    ),
    ...clocks
      .filter(({ offsetMs }) => Math.abs(offsetMs) > 1000)
      .map(
        ({ node, offsetMs }) =>
          ['clock', 'offset', `${(offsetMs / 1000).toFixed(1)} s`, nameOf(node)] as const,
      ),
  ];
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="oddities">
      <h2 id="oddities">Odd ones</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">what</th>
            <th scope="col">of</th>
            <th scope="col">value</th>
            <th scope="col">on</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map((row, index) => (
            <tr key={index}>
              {row.map((text, column) => (
                <td key={column}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > most && <p>{rows.length - most} more: see the report as JSON.</p>}
    </section>
  );
}
