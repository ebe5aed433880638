import { describe, expect, it } from 'vitest';
import { executableNames, executablesOf, obsoleteTools } from './executables.ts';
import { toolRequirements } from './requirements/tools.ts';

const short = (release: string) =>
  executablesOf(release, { action: 'init' })
    .map(({ name, severity }) => (severity === 'error' ? name : `(${name})`))
    .join(' ');

describe('executablesOf', () => {
  it.each([
    ['v1.28.0', 'crictl conntrack ip iptables mount nsenter (ebtables) (ethtool) (socat) (tc) (touch)'],
    ['v1.30.5', 'crictl conntrack ip iptables mount nsenter (ebtables) (ethtool) (socat) (tc) (touch)'],
    ['v1.30.14', 'crictl conntrack ip iptables mount nsenter (ethtool) (tc) (touch)'],
    ['v1.31.0', '(crictl) conntrack ip iptables mount nsenter (ebtables) (ethtool) (socat) (tc) (touch)'],
    ['v1.31.14', '(crictl) conntrack ip iptables mount nsenter (ethtool) (tc) (touch)'],
    ['v1.32.6', 'ip iptables mount nsenter (ethtool) (tc) (touch)'],
    ['v1.33.5', 'losetup mount cp'],
    ['v1.37.0-rc.0', 'losetup mount cp'],
    ['v1.40.0', 'losetup mount cp'],
  ])('of kubeadm %s', (release, expected) => {
    expect(short(release)).toBe(expected);
  });

  it('looks for the same on join, and for nothing on upgrade and reset', () => {
    expect(executablesOf('v1.36.2', { action: 'join' })).toHaveLength(3);
    expect(executablesOf('v1.32.6', { action: 'upgrade' })).toEqual([]);
    expect(executablesOf('v1.32.6', { action: 'reset' })).toEqual([]);
  });
});

describe('obsoleteTools', () => {
  it('explains every name that 1.33 no longer looks for', () => {
    const kept = new Set(executablesOf('v1.33.0', { action: 'init' }).map(({ name }) => name));
    const gone = executableNames.filter((name) => !kept.has(name));
    expect(obsoleteTools.map(({ name }) => name).toSorted()).toEqual(gone.toSorted());
    const run = toolRequirements.filter((one) => one.demandedBy === undefined).map(({ name }) => name);
    for (const name of kept) expect(run).toContain(name);
  });

  it('ends each at the release whose table lacks it', () => {
    for (const { name, until } of obsoleteTools) {
      expect(short(`v${until}.0`)).not.toMatch(new RegExp(`\\b${name}\\b`, 'u'));
    }
  });
});
