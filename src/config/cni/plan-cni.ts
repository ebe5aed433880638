import { type CniName, cniNames, cnis } from '../../catalog/cnis.ts';
import { safeText } from '../excerpt.ts';
import type { CniPlan, Planned } from '../plan.ts';
import { addValueError, type Problems } from '../problems.ts';
import { fromDefault, fromFlag } from '../settle.ts';
import { suggest } from '../suggest.ts';
import type { CniSaying } from './cni-saying.ts';

/** What documents say of network plugins: the user's, and those of the cluster. */
export interface CniSources {
  readonly files: readonly CniSaying[];
  readonly cluster: readonly CniSaying[];
}

/** The flag names the plugins; what they do is said by their own documents, the user's before the cluster's. */
export function planCni(
  flag: readonly string[] | undefined,
  { files, cluster }: CniSources,
  release: string,
  problems: Problems,
): CniPlan {
  const plugins =
    flagPlugins(flag, problems) ?? saidPlugins(files) ?? saidPlugins(cluster) ?? fromDefault([], release);
  // Where two do one job together, as Calico and flannel in Canal, the first of the list decides.
  const own = cnis
    .filter((one) => plugins.value.includes(one))
    .flatMap((one) => [...files, ...cluster].filter(({ plugin }) => plugin === one));
  const serves = own.find((one) => one.servesServices !== undefined)?.servesServices;
  const dataPlane = own.find((one) => one.dataPlane !== undefined)?.dataPlane;
  const removes = own.find((one) => one.removesKubeProxy !== undefined)?.removesKubeProxy;
  return {
    plugins,
    ...(serves === undefined ? {} : { servesServices: serves }),
    ...(dataPlane === undefined ? {} : { dataPlane }),
    ...(removes === undefined ? {} : { removesKubeProxy: removes }),
  };
}

function flagPlugins(
  written: readonly string[] | undefined,
  problems: Problems,
): Planned<readonly CniName[]> | undefined {
  if (written === undefined || written.length === 0) return undefined;
  const flag = '--cni';
  for (const word of written) {
    if (cniNames.some((name) => name === word)) continue;
    const near = suggest(word, cniNames);
    addValueError(
      problems,
      { kind: 'flag', flag },
      {
        code: 'config.unknown-value',
        message: 'no such network plugin is known here; say other for one that is not listed',
        found: safeText(word),
        allowed: cniNames,
        ...(near === undefined ? {} : { suggestion: near }),
      },
    );
  }
  return fromFlag(
    flag,
    cniNames.filter((name) => written.includes(name)),
  );
}

function saidPlugins(sayings: readonly CniSaying[]): Planned<readonly CniName[]> | undefined {
  const [first] = sayings;
  if (first === undefined) return undefined;
  const value = cnis.filter((one) => sayings.some(({ plugin }) => plugin === one));
  return { value, origin: first.origin };
}
