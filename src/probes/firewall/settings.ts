import type { Host } from '../../host/host.ts';
import type { FirewallFacts } from './facts.ts';

const cap = { maxBytes: 256 * 1024 } as const;
/** What nftables.service loads: Debian, SUSE and Arch; Enterprise Linux and Fedora. */
const nftablesFiles = ['/etc/nftables.conf', '/etc/sysconfig/nftables.conf'];

/** What the files of firewall services say of the next start or reload. */
export async function firewallSettings(
  host: Host,
): Promise<Pick<FirewallFacts, 'ufwEnabled' | 'firewalld' | 'flushingFile'>> {
  const [ufw, firewalld, ...files] = await Promise.all(
    ['/etc/ufw/ufw.conf', '/etc/firewalld/firewalld.conf', ...nftablesFiles].map(async (path) => {
      const read = await host.readText(path, cap);
      return { path, text: read.ok ? read.text : '' };
    }),
  );
  const flush = setting(firewalld?.text ?? '', 'FlushAllOnReload');
  const backend = setting(firewalld?.text ?? '', 'FirewallBackend');
  return {
    ufwEnabled: setting(ufw?.text ?? '', 'ENABLED') === 'yes',
    firewalld: {
      ...(flush === undefined ? {} : { flushAllOnReload: flush === 'yes' }),
      ...(backend === undefined ? {} : { backend }),
    },
    flushingFile: files.find(({ text }) => /^\s*flush\s+ruleset\b/mu.test(text))?.path ?? '',
  };
}

function setting(text: string, key: string): string | undefined {
  return new RegExp(`^\\s*${key}\\s*=\\s*["']?(\\w+)`, 'mu').exec(text)?.[1]?.toLowerCase();
}
