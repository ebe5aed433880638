import { configurationCheck, judgeNotice } from '../checks/configuration.ts';
import { judgeModeNotice, proxyModeCheck } from '../checks/proxy-mode.ts';
import { describeOrigin } from '../config/origin.ts';
import type { Plan } from '../config/plan.ts';
import { tell } from './tell.ts';

export interface ToldNotice {
  /** Where it stands: `kubeadm.yaml:4:1`. */
  readonly origin: string;
  readonly says: string;
  /** What to do, in one line. */
  readonly mend?: string;
}

/** What the configuration says that has no effect, will not last or cannot be meant, in the words of the checks. */
export function tellNotices({ notices }: Plan): readonly ToldNotice[] {
  return notices.flatMap((notice) => {
    const own = [
      ...judgeNotice(notice, false).map((finding) => tell(finding, configurationCheck.reasons)),
      ...judgeModeNotice(notice, false).map((finding) => tell(finding, proxyModeCheck.reasons)),
    ];
    return own.map(({ says, remedies }) => {
      const [first] = remedies ?? [];
      const mend = first === undefined ? undefined : [first.what, ...(first.now ?? [])].join(': ');
      return { origin: describeOrigin(notice.origin), says, ...(mend === undefined ? {} : { mend }) };
    });
  });
}
