import { describe, expect, it } from 'vitest';
import { debian, elTen, factsOf, faulty, iptablesNames, sound } from '../../test/builders/facts.ts';
import { planOf } from '../../test/builders/plan.ts';
import { cases } from '../../test/cases/file-existing.ts';
import { type CheckCase, findingsOf } from '../../test/check-cases.ts';
import { runCases } from '../../test/run-cases.ts';
import { fileExistingCheck } from './file-existing.ts';

runCases(cases);

const failing = (situation: Omit<CheckCase, 'name' | 'says'>) => {
  const findings = findingsOf(fileExistingCheck, situation);
  const found = findings.find(({ verdict }) => verdict !== 'pass');
  if (found === undefined) throw new Error('nothing is amiss');
  return found;
};

const noIptables = { without: iptablesNames };

describe('fileExistingCheck in words', () => {
  it('names both ways out of iptables mode on a host that has only nft', () => {
    const { says, remedies } = failing({ plan: planOf({ mode: 'iptables' }), facts: factsOf(noIptables) });
    expect(says).toBe('iptables, iptables-save and iptables-restore are not on this host');
    expect(remedies?.[0]?.now).toEqual(['apt-get install iptables']);
    expect(remedies?.[1]?.what).toContain('nftables mode, whose nft is here (stable since 1.33)');
  });

  it.each([
    ['v1.32.6', 'beta in v1.32.6'],
    ['v1.36.2', 'stable since 1.33'],
  ])('says how far nftables mode is in %s', (version, stage) => {
    const { remedies } = failing({ plan: planOf({ mode: 'iptables', version }), facts: factsOf(noIptables) });
    expect(remedies?.[1]?.what).toContain(stage);
  });

  it.each([
    ['a release without it', 'v1.30.2', '6.1.0'],
    ['a kernel before 5.13', 'v1.36.2', '5.10.0-28-amd64'],
  ])('does not name nftables mode for %s', (_, version, release) => {
    const facts = factsOf({ ...noIptables, kernel: { known: true, value: { release, cpus: 2 } } });
    const { remedies } = failing({ plan: planOf({ mode: 'iptables', version }), facts });
    expect(remedies).toHaveLength(1);
  });

  it('never advises legacy iptables on Enterprise Linux 10', () => {
    const facts = factsOf({ ...noIptables, system: elTen });
    const { remedies } = failing({ plan: planOf({ mode: 'iptables' }), facts });
    expect(remedies?.[0]?.now).toEqual(['dnf install iptables-nft']);
    expect(remedies?.[0]?.what).toContain('There is no legacy iptables');
    expect(JSON.stringify(remedies)).not.toContain('modprobe');
  });

  it('does not advise a package that is too old for the mode', () => {
    const facts = factsOf({ without: ['nft'], system: { ...debian, versionId: '11' } });
    const { remedies } = failing({ facts });
    expect(remedies?.[0]?.now).toBeUndefined();
    expect(remedies?.[0]?.what).toContain('ships nft 0.9.8');
    expect(remedies?.[1]?.what).toContain('iptables mode');
  });

  it('shows what the loader said, and the file', () => {
    const facts = factsOf({ with: [faulty('nft', 'missing-library', 'libnftables.so.1: cannot open')] });
    const { says, have, evidence, remedies } = failing({ facts });
    expect(says).toBe('nft is there but lacks a shared library');
    expect(have).toBe('/usr/sbin/nft: libnftables.so.1: cannot open');
    expect(evidence[0]).toEqual({ source: '/usr/sbin/nft', excerpt: 'libnftables.so.1: cannot open' });
    expect(remedies?.[1]?.now).toEqual(['apt-get install --reinstall nftables']);
  });

  it('says who runs the host’s copy, and that kube-proxy brings its own', () => {
    const inPod = failing({ facts: factsOf({ without: ['nft'] }) });
    expect(inPod.need).toContain('brings its own');
    expect(inPod.neededBy).not.toContain('kube-proxy (nftables)');
    const onHost = failing({ facts: factsOf({ without: ['nft'] }), stance: { kubeProxy: 'host' } });
    expect(onHost.need).toContain('executes it in nftables mode');
    expect(onHost.neededBy).toContain('kube-proxy (nftables)');
  });

  it('lists the needs under documented', () => {
    const { says } = failing({ plan: planOf({ mode: 'ipvs' }), stance: { policy: 'documented' } });
    expect(says).toContain('iptables, iptables-save, iptables-restore, ipset (ipvs mode');
    expect(says).toContain('losetup, mount, cp (kubelet and kubeadm v1.36.2)');
  });

  it.each([
    ['12', 2],
    ['11', 1],
  ])('takes an nft that was not asked for what Debian %s ships', (versionId, ways) => {
    const unasked = { name: 'nft', state: 'sound', path: '/usr/sbin/nft', links: [] } as const;
    const facts = factsOf({ ...noIptables, with: [unasked], system: { ...debian, versionId } });
    expect(failing({ plan: planOf({ mode: 'iptables' }), facts }).remedies).toHaveLength(ways);
  });

  it('tells two builds apart', () => {
    const facts = factsOf({ with: [sound('iptables-save', { version: '1.8.7' })] });
    const { have } = failing({ plan: planOf({ mode: 'iptables' }), facts });
    expect(have).toBe('/usr/sbin/iptables-save 1.8.7 (nf_tables); iptables 1.8.9 (nf_tables)');
  });
});
