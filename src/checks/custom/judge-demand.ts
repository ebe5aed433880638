import type { Demand } from '../../config/own-files/requirement.ts';
import type { Facts } from '../../probes/facts.ts';
import { judgeFile } from './judge-file.ts';
import { judgeModule } from './judge-module.ts';
import { judgePort } from './judge-port.ts';
import { judgeSysctl } from './judge-sysctl.ts';
import { judgeTool } from './judge-tool.ts';
import type { JudgedDemand } from './judged-demand.ts';

/** Whether a demand is met, from the facts alone. */
export function judgeDemand(demand: Demand, facts: Facts): JudgedDemand {
  switch (demand.kind) {
    case 'tool':
      return judgeTool(demand, facts);
    case 'sysctl':
      return judgeSysctl(demand, facts);
    case 'module':
      return judgeModule(demand, facts);
    case 'file':
      return judgeFile(demand, facts);
    default:
      return judgePort(demand, facts);
  }
}
