import type { ToldFinding } from '../../src/findings/finding.ts';
import type { Judgement } from '../../src/findings/judgement.ts';
import { sampleJudgement } from '../../src/report/sample-judgement.ts';

/** What ends, forges or drives something in one of the formats. */
const harm =
  'a"b\'c<d>&e]]>\u0000\u001b[31m\u202e\ud800\ufffe\n::error title=x::y\r\n%0A{x="1"} 2\n# TYPE x gauge\n| ` </details> <script>alert(1)</script> \u007f';

/** A judgement each of whose texts wants to do harm. */
export const hostileJudgement: Judgement = {
  ...sampleJudgement,
  subject: { host: harm, os: harm, kernel: harm, kubernetes: harm },
  planned: [{ label: harm, value: harm, origin: harm }],
  findings: sampleJudgement.findings.map((finding): ToldFinding => ({
    ...finding,
    check: `${finding.check}${harm}`,
    code: `${finding.code}${harm}`,
    subject: harm,
    says: harm,
    need: harm,
    have: harm,
    evidence: [{ source: `${harm}:14:7`, excerpt: harm }],
    neededBy: [harm],
    remedies: [{ what: harm, now: [harm], persistent: [harm], verify: [harm] }],
  })),
};
