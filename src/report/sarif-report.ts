import type { ToldFinding } from '../findings/finding.ts';
import type { Judgement } from '../findings/judgement.ts';
import { escapeJson } from './escape.ts';
import { findingLines } from './finding-lines.ts';
import { type Position, positionOf } from './position.ts';
import type { Rendered } from './report.ts';

const levels = { fail: 'error', warn: 'warning', unknown: 'warning', info: 'note' } as const;

/**
 * SARIF 2.1.0, for code scanning: what was read in a file of configuration stands at its line. Findings about the host
 * itself have no place in a repository, and are left out; how many is said in a notification.
 */
export function sarifReport({ tool, findings }: Judgement): Rendered {
  const told = findings.filter(({ verdict }) => verdict !== 'pass');
  const placed = told.flatMap((finding) => {
    const position = positionOf(finding);
    return position === undefined ? [] : [{ finding, position }];
  });
  const rules = [...new Set(placed.map(({ finding }) => finding.code))];
  const left = told.length - placed.length;
  const log = {
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [
      {
        tool: {
          driver: { name: tool.name, semanticVersion: tool.version, rules: rules.map((id) => ({ id })) },
        },
        results: placed.map(({ finding, position }) => resultOf(finding, position)),
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications:
              left === 0
                ? []
                : [
                    {
                      level: 'note',
                      message: {
                        text: `${left} findings about the host have no place in a file: see another format`,
                      },
                    },
                  ],
          },
        ],
      },
    ],
  };
  return { stdout: `${escapeJson(JSON.stringify(log, null, 2))}\n`, stderr: '' };
}

function resultOf(finding: ToldFinding, { file, line, column }: Position): object {
  const { code, check, verdict, says } = finding;
  return {
    ruleId: code,
    level: verdict === 'pass' ? 'none' : levels[verdict],
    message: { text: [`${check}: ${says}`, ...findingLines(finding)].join('\n') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          region: { startLine: line, startColumn: column },
        },
      },
    ],
  };
}

/** A relative reference, or a file: URI of an absolute path (RFC 3986: each segment escaped). */
function uriOf(file: string): string {
  const path = file.toWellFormed().split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}
