import { fileURLToPath } from 'node:url';
import { type Look, lookHere, lookIn, type Told } from './look-in.ts';
import { planned, type Release } from './releases.ts';
import { packagedVersion } from './root-of.ts';

const executable = fileURLToPath(new URL('../../dist/kube-preflight', import.meta.url));
const modes = ['nftables', 'iptables', 'ipvs'] as const;
const variants = ['nft', 'legacy'] as const;

/** One question to a release: what was expected, and what was said. */
export interface Row {
  readonly what: string;
  readonly expected: string;
  readonly said: string;
}

/** Everything that is asked of a release. */
export function answersOf(release: Release, root: string): readonly Row[] {
  return [...ofNft(release, root), ...ofIptables(release, root), ...ofKernel(release, root)];
}

function ofNft({ suite, nft, nftTool, nftSkew }: Release, root: string): readonly Row[] {
  const version = nft ?? packagedVersion(root, 'nftables');
  return planned.flatMap((release) => {
    const told = lookIn(root, { mode: 'nftables', variant: 'nft', release });
    const tool = told.find(({ check }) => check === 'FileExisting-nft');
    const skew = told.find(({ check }) => check === 'NftVersionSkew');
    const what = `${suite}, nft ${version}, Kubernetes ${release}`;
    return [
      { what: `${what}: the tool`, expected: `${nftTool} ${version}`, said: codeAndVersion(tool) },
      { what: `${what}: beside kube-proxy`, expected: nftSkew[release] ?? '', said: skew?.code ?? '' },
    ];
  });
}

function ofIptables({ suite, iptables }: Release, root: string): readonly Row[] {
  const version = iptables ?? packagedVersion(root, 'iptables');
  return variants.flatMap((variant) => {
    const told = lookIn(root, { mode: 'iptables', variant, release: planned[1] });
    const tool = told.find(({ check }) => check === 'FileExisting-iptables');
    const skew = told.find(({ check }) => check === 'IPTablesVersion');
    const what = `${suite}, iptables ${version} (${variant})`;
    const named = variant === 'nft' ? 'nf_tables' : 'legacy';
    return [
      {
        what: `${what}: the tool`,
        expected: `tool.sound ${version} ${named}`,
        said: `${codeAndVersion(tool)} ${/\((\w+)\)/u.exec(tool?.says ?? '')?.[1] ?? ''}`,
      },
      { what: `${what}: beside kube-proxy`, expected: 'skew.none', said: skew?.code ?? '' },
    ];
  });
}

/** The kernel is one and the same, whichever tools ask it. */
function ofKernel({ suite }: Release, root: string): readonly Row[] {
  return modes.flatMap((mode) => {
    const here = kernelOf(mode, lookHere(executable, mode));
    return (mode === 'iptables' ? variants : (['nft'] as const)).map((variant) => {
      const look: Look = { mode, variant, release: planned[1] };
      const what = `${suite}, what this kernel can do: ${mode}${variant === 'legacy' ? ' (legacy)' : ''}`;
      return { what, expected: here, said: kernelOf(mode, lookIn(root, look)) };
    });
  });
}

function kernelOf(mode: string, told: readonly Told[]): string {
  const own = told.filter(({ check }) => check === `ProxyKernel-${mode}`).map(({ verdict }) => verdict);
  return (
    ['fail', 'unknown', 'warn'].find((verdict) => own.includes(verdict)) ?? (own.length > 0 ? 'pass' : '')
  );
}

function codeAndVersion(told: Told | undefined): string {
  const version = /\d+\.\d+(?:\.\d+)?/u.exec(`${told?.have ?? ''} ${told?.says ?? ''}`)?.[0];
  return `${told?.code ?? ''} ${version ?? ''}`;
}
