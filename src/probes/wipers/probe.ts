import { isUnitOn } from '../../catalog/unit-on.ts';
import { known } from '../fact.ts';
import type { Probe } from '../probe.ts';
import type { WiperFacts } from './facts.ts';
import { localRuns } from './local-runs.ts';
import { nftablesService } from './nftables-service.ts';
import { createReader, type Reader } from './reader.ts';
import { savedRulesets } from './saved-rules.ts';

const firewalldFile = '/etc/firewalld/firewalld.conf';

/** What on this host deletes rules of others, by its files alone: no program is run. */
export const wipersProbe: Probe<'wipers'> = {
  name: 'wipers',
  // Services are asked first, which takes their deadline where systemctl hangs.
  deadlineMs: 6000,
  async run(host, _, ask) {
    const reader = createReader(host);
    const runs = localRuns(host, reader);
    const services = await ask?.('services');
    const isOn = (unit: string): boolean => services?.known !== true || isUnitOn(services.value.units[unit]);
    const [nftables, firewalld, saved, ufw] = await Promise.all([
      isOn('nftables') ? nftablesService(reader) : { flushes: [] },
      isOn('firewalld') ? firewalldSettings(reader) : undefined,
      savedRulesets(reader, isOn),
      isOn('ufw') ? reader.text('/etc/default/ufw') : '',
    ]);
    return known({
      nftables,
      ...(firewalld === undefined ? {} : { firewalld }),
      saved,
      ufwManagesBuiltins: setting(ufw, 'MANAGE_BUILTINS') === 'yes',
      runs: await runs,
      unread: reader.unread,
    });
  },
};

async function firewalldSettings(reader: Reader): Promise<WiperFacts['firewalld']> {
  const text = await reader.text(firewalldFile);
  if (text === '') return undefined;
  const direct = await reader.text('/etc/firewalld/direct.xml');
  const flush = setting(text, 'FlushAllOnReload');
  return {
    file: firewalldFile,
    ...(flush === undefined ? {} : { flushAllOnReload: flush === 'yes' || flush === 'true' }),
    backend: setting(text, 'FirewallBackend') ?? '',
    direct: /<(?:rule|passthrough|chain)\b/u.test(direct),
  };
}

function setting(text: string, key: string): string | undefined {
  return new RegExp(`^\\s*${key}\\s*=\\s*["']?(\\w+)`, 'mu').exec(text)?.[1]?.toLowerCase();
}
