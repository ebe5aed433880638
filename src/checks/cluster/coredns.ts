import { migratedPlugins } from '../../catalog/coredns-plugins.ts';
import { imagesOf } from '../../catalog/images.ts';
import type { UpgradeObjects } from '../../config/cluster-io.ts';
import type { Plan } from '../../config/plan.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Facts } from '../../probes/facts.ts';
import type { Check } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { clusterCause, needsHealth, notTold, reachedCluster } from './asked-cluster.ts';
import { migrationReasons, pluginReasons } from './coredns-reasons.ts';
import { corefilePlugins } from './corefile.ts';

const sources = ['kubeadm: cmd/kubeadm/app/phases/upgrade/preflight.go', 'coredns/corefile-migration'];
const map = 'ConfigMap kube-system/coredns';
const deployment = 'Deployment kube-system/coredns';

/** kubeadm migrates the Corefile on upgrade; it refuses plugins that its migration does not know. */
export const corednsPluginsCheck: Check = {
  name: 'CoreDNSUnsupportedPlugins',
  title: 'plugins in the Corefile',
  group: 'cluster',
  sources,
  kubeadms: true,
  reasons: pluginReasons,
  needs: needsHealth,
  names: () => ['CoreDNSUnsupportedPlugins'],
  judge({ plan, facts }) {
    const about = { check: 'CoreDNSUnsupportedPlugins', group: 'cluster' } as const;
    return judgeWith(plan, facts, about, ({ corefile }, version) => judgePlugins(about, corefile, version));
  },
};

/** Whether kubeadm's migration knows the release of CoreDNS that runs, and can go up from it. */
export const corednsMigrationCheck: Check = {
  name: 'CoreDNSMigration',
  title: 'migration of the Corefile',
  group: 'cluster',
  sources,
  kubeadms: true,
  reasons: migrationReasons,
  needs: needsHealth,
  names: () => ['CoreDNSMigration'],
  judge({ plan, facts }) {
    const about = { check: 'CoreDNSMigration', group: 'cluster' } as const;
    return judgeWith(plan, facts, about, (_, version) => judgeMigration(about, version, plan));
  },
};

type About = Pick<Finding, 'check' | 'group'>;

function judgeWith(
  plan: Plan,
  facts: Facts,
  about: About,
  judge: (seen: { readonly corefile: string }, version: string) => Finding,
): readonly Finding[] {
  if (needsHealth(plan).length === 0) return [];
  const cluster = reachedCluster(facts);
  if (typeof cluster === 'string') return [notTold(about, map, cluster, clusterCause(facts))];
  const read = textsOf(cluster.upgrade);
  if ('why' in read) return [notTold(about, read.what, read.why)];
  const { corefile, version } = read;
  if (!/^v?\d+\.\d+\.\d+$/u.test(version)) {
    return [
      findingOf(about, {
        code: 'coredns.foreign-version',
        verdict: 'fail',
        subject: 'CoreDNS',
        args: { version },
        evidence: [{ source: deployment, excerpt: `image tag ${version}` }],
        neededBy: ['kubeadm upgrade apply'],
      }),
    ];
  }
  return [judge({ corefile }, version)];
}

function textsOf(
  upgrade: UpgradeObjects | undefined,
): { readonly corefile: string; readonly version: string } | { readonly what: string; readonly why: string } {
  if (upgrade === undefined) return { what: map, why: 'it was not asked for' };
  const { corefile, corednsVersion } = upgrade;
  if (corefile.state !== 'found') return { what: map, why: corefile.detail };
  if (corednsVersion.state !== 'found') return { what: deployment, why: corednsVersion.detail };
  return { corefile: corefile.value, version: corednsVersion.value };
}

function judgePlugins(about: About, corefile: string, version: string): Finding {
  const plugins = corefilePlugins(corefile);
  const foreign = [
    ...new Set(plugins.map(({ name }) => name).filter((name) => !Object.hasOwn(migratedPlugins, name))),
  ];
  const common = { subject: 'Corefile', neededBy: ['kubeadm upgrade apply'] };
  if (foreign.length > 0) {
    const evidence = [{ source: `${map} (Corefile)`, excerpt: foreign.join(', ') }];
    return findingOf(about, {
      ...common,
      code: 'coredns.plugins',
      verdict: 'fail',
      args: { plugins: foreign },
      evidence,
    });
  }
  const unsure = plugins.flatMap(({ name, options }) =>
    options.filter((option) => !isKnownOption(name, option)).map((option) => `${name} ${option}`),
  );
  if (unsure.length === 0) {
    return findingOf(about, { ...common, code: 'coredns.plugins-known', verdict: 'pass', args: { version } });
  }
  const evidence = [{ source: `${map} (Corefile)`, excerpt: unsure.join(', ') }];
  const args = { options: [...new Set(unsure)] };
  return findingOf(about, { ...common, code: 'coredns.options-unsure', verdict: 'unknown', args, evidence });
}

function isKnownOption(plugin: string, option: string): boolean {
  const known = Object.hasOwn(migratedPlugins, plugin) ? (migratedPlugins[plugin] ?? []) : [];
  return known.some((one) => (typeof one === 'string' ? one === option : one.test(option)));
}

function judgeMigration(about: About, version: string, plan: Plan): Finding {
  const common = { subject: 'CoreDNS', neededBy: ['kubeadm upgrade apply'] };
  const image = imagesOf(plan).find((one) => one.includes('/coredns:'));
  const target = plan.images.coreDnsTag.value === '' ? image?.split(':').at(-1) : undefined;
  // A patch release of kubeadm may bring a newer patch of CoreDNS: only minor releases are compared.
  const isNewer = target !== undefined && minorOf(version) > minorOf(target);
  if (!isNewer)
    return findingOf(about, { ...common, code: 'coredns.migrates', verdict: 'pass', args: { version } });
  const evidence = [{ source: deployment, excerpt: `image tag ${version}` }];
  const args = { version, target };
  return findingOf(about, { ...common, code: 'coredns.newer', verdict: 'fail', args, evidence });
}

/** All releases are 1.x. */
function minorOf(version: string): number {
  return Number(/^v?\d+\.(\d+)\./u.exec(version)?.[1] ?? 0);
}
