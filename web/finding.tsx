import type { FleetGroup } from '../src/findings/fleet-report.ts';
import { findingFacts, remedyLabel } from '../src/report/html/finding-facts.ts';

interface Props {
  readonly group: FleetGroup;
  readonly open: boolean;
  /** Where it was found; '' where that is plain. */
  readonly hosts: string;
}

/** A finding with all that it says: need, have, where it was seen, and what mends it. */
export function Finding({ group, open, hosts }: Props) {
  const facts = findingFacts(group, hosts);
  return (
    <details class="finding" open={open}>
      <summary>
        <b class={group.verdict}>{group.verdict}</b> <code>{group.check}</code> {group.says}
        {group.forMode !== '' && <small> (in {group.forMode} mode)</small>}
      </summary>
      <dl>
        {facts.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        {group.evidence.map(({ source, excerpt }, index) => (
          <div key={index}>
            <dt>seen</dt>
            <dd>
              {source}
              {excerpt !== undefined && excerpt !== '' && <pre>{excerpt}</pre>}
            </dd>
          </div>
        ))}
        {group.remedies.map(({ what, now = [], persistent = [], verify = [] }, index) => (
          <div key={`mend ${index}`}>
            <dt>{remedyLabel(index)}</dt>
            <dd>
              {what}
              <Commands lines={[...now, ...persistent]} />
              {verify.length > 0 && (
                <div>
                  <small>to check:</small>
                </div>
              )}
              <Commands lines={verify} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Commands({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  const text = lines.join('\n');
  return (
    <div class="commands">
      <pre tabIndex={0}>
        {lines.map((line, index) => (
          <span key={index} class="line">
            {line}
          </span>
        ))}
      </pre>
      <button onClick={() => void navigator.clipboard?.writeText(text)} aria-label={`copy: ${text}`}>
        copy
      </button>
    </div>
  );
}
