import type { Demand } from '../config/own-files/requirement.ts';
import type { CriSurvey } from './cri/survey.ts';
import type { Survey } from './probe.ts';

/**
 * What a collection was asked for, as far as its answers do not say so themselves: kept beside facts that are
 * judged later, for another plan, so that what was not asked is never taken for an answer.
 */
export interface Asked extends Pick<
  Survey,
  | 'modes'
  | 'families'
  | 'variant'
  | 'readOnly'
  | 'ipvsScheduler'
  | 'nodeName'
  | 'resolvConf'
  | 'proxiedUnits'
  | 'etcd'
  | 'certificatesDir'
> {
  readonly cri: Pick<CriSurvey, 'socket' | 'kubeletEndpoint' | 'isSetUp'>;
  readonly custom: readonly Demand[];
}

export function askedOf(survey: Survey): Asked {
  const { modes, families, variant, readOnly, ipvsScheduler, nodeName, resolvConf, proxiedUnits } = survey;
  const { etcd, certificatesDir, cri, custom } = survey;
  const { socket, kubeletEndpoint, isSetUp } = cri;
  return {
    modes,
    families,
    variant,
    readOnly,
    ipvsScheduler,
    nodeName,
    resolvConf,
    proxiedUnits,
    etcd,
    certificatesDir,
    cri: { socket, kubeletEndpoint, isSetUp },
    custom,
  };
}
