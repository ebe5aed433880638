import type { Notice } from '../config/plan.ts';
import type { Finding, Verdict } from '../findings/finding.ts';
import type { Check } from './check.ts';
import { configurationReasons } from './configuration-reasons.ts';
import { findingOf, noticeEvidence } from './finding-of.ts';
import { modeNotices } from './proxy-mode.ts';

const name = 'Configuration';
const about = { check: name, group: 'configuration' } as const;

/** kubeadm warns of these when it reads a file, and refuses them under validation: `--strict` fails. */
const strictCodes = new Set(['config.unknown-field', 'config.ignored-document', 'config.mixed-versions']);

/** What reading the configuration gave cause to say. Errors never come here: they end the run (exit 3). */
export const configurationCheck: Check = {
  name,
  title: 'configuration files',
  group: 'configuration',
  sources: ['kubernetes#118013', 'kubernetes#125029', 'kubernetes#136016'],
  reasons: configurationReasons,
  needs: () => [],
  names: () => [name],
  judge({ plan, stance }) {
    const findings = plan.notices.flatMap((notice) => judgeNotice(notice, stance.strict));
    if (findings.length > 0) return findings;
    return [findingOf(about, { code: 'config.clean', verdict: 'pass', subject: 'configuration' })];
  },
};

/** ProxyMode and, of a node without a name that fits, Hostname tell these. */
const toldElsewhere = new Set(['config.mode-from-cluster', 'config.bad-name']);

/** None for what other checks tell. */
export function judgeNotice(notice: Notice, strict: boolean): readonly Finding[] {
  const { code, args } = notice;
  if (modeNotices(notice) !== undefined || toldElsewhere.has(code)) return [];
  const hasWords = configurationReasons.some((reason) => reason.code === code);
  const finding = findingOf(about, {
    code: hasWords ? code : 'config.other',
    verdict: verdictOf(code, strict),
    subject: String(args['field'] ?? args['kind'] ?? args['what'] ?? 'configuration'),
    args: hasWords ? args : { ...args, notice: code },
    evidence: [noticeEvidence(notice)],
  });
  return [finding];
}

function verdictOf(code: string, strict: boolean): Verdict {
  if (code === 'config.version-label') return 'info';
  return strict && strictCodes.has(code) ? 'fail' : 'warn';
}
