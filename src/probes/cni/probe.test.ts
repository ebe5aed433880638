import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absent, sound } from '../../../test/builders/facts.ts';
import { fakeHost, type FakeHostOptions } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import { collect } from '../../engine/collect.ts';
import { known } from '../fact.ts';
import type { Probe } from '../probe.ts';
import type { ToolFact } from '../tools/facts.ts';
import { parseConfig } from './parse-config.ts';
import { cniProbe } from './probe.ts';

const folder = '/etc/cni/net.d';

async function look(options: FakeHostOptions, iptables: ToolFact = sound('iptables')) {
  const host = fakeHost(options);
  const toolsProbe: Probe<'tools'> = {
    name: 'tools',
    deadlineMs: 100,
    run: () => Promise.resolve(known({ searched: [], byName: { iptables }, modulesLoaded: [] })),
  };
  const { facts } = await collect(host, [toolsProbe, cniProbe], ['cni'], quietSurvey);
  return { fact: facts.cni, calls: host.calls.map(({ argv }) => argv.join(' ')) };
}

async function configsOf(files: FakeHostOptions['files']) {
  const { fact } = await look({ files: files ?? {} });
  return fact?.known === true ? fact.value.configs : [];
}

describe('cniProbe', () => {
  it('takes files in the order of libcni, hidden ones too, and no others', async () => {
    const configs = await configsOf({
      [`${folder}/20-b.conf`]: '{"type": "b"}',
      [`${folder}/10-a.conflist`]: '{"name": "n", "plugins": [{"type": "a"}]}',
      [`${folder}/.conf`]: '{"type": "hidden"}',
      [`${folder}/30.json`]: '{"type": "c"}',
      [`${folder}/00-README`]: '',
      [`${folder}/05-x.conf.bak`]: '{"type": "x"}',
      [`${folder}/07-dir.conf/x`]: '',
    });
    expect(configs.map(({ file, state }) => `${file.slice(folder.length + 1)} ${state}`)).toEqual([
      '.conf valid',
      '10-a.conflist valid',
      '20-b.conf valid',
      '30.json valid',
    ]);
  });

  it('reads what plugins do', async () => {
    const plugins = [
      { type: 'flannel', delegate: { type: 'ptp', hairpinMode: true } },
      { type: 'bridge', bridge: 'kube-bridge', ipMasq: true, ipMasqBackend: 'nftables' },
      { type: 'portmap', capabilities: { portMappings: true }, externalSetMarkChain: 'KUBE-MARK-MASQ' },
      { type: 'firewall', backend: 'firewalld', ipMasqBackend: 'x' },
    ];
    const [config] = await configsOf({ [`${folder}/1.conflist`]: JSON.stringify({ name: 'n', plugins }) });
    expect(config).toEqual({
      state: 'valid',
      file: `${folder}/1.conflist`,
      name: 'n',
      plugins: [
        { type: 'flannel', delegate: 'ptp' },
        { type: 'bridge', bridge: 'kube-bridge', ipMasq: true, backend: 'nftables' },
        { type: 'portmap', iptablesOnly: true },
        { type: 'firewall', backend: 'firewalld' },
      ],
    });
  });

  it.each([
    ['10.conflist', '', 'the file is empty'],
    ['10.conflist', '[]', 'it is no JSON object'],
    ['10.conflist', '{', 'it is no JSON object'],
    ['10.conflist', '{"plugins": [{"type": "a"}]}', 'the network has no name'],
    ['10.conflist', '{"name": "n", "type": "bridge"}', 'it lists no plugins'],
    ['10.conflist', '{"name": "n", "plugins": [{"type": "a"}, {}]}', 'one of its plugins names no type'],
    ['10.conf', '{"name": "n"}', 'it names no type of plugin'],
    ['10.conf', '{"name": "n", "plugins": []}', 'a list of plugins belongs into a file *.conflist'],
  ])('refuses what no runtime takes: %s %s', async (name, text, detail) => {
    expect(await configsOf({ [`${folder}/${name}`]: text })).toEqual([
      { state: 'invalid', file: `${folder}/${name}`, detail },
    ]);
  });

  it('says which file it may not read, and that there is no directory', async () => {
    expect(await configsOf({ [`${folder}/10.conf`]: { error: 'EACCES' } })).toEqual([
      { state: 'unread', file: `${folder}/10.conf`, code: 'EACCES' },
    ]);
    expect((await look({})).fact).toMatchObject({ known: true, value: { configs: [] } });
    const hidden = await look({ dirs: { [folder]: { error: 'EACCES' } } });
    expect(hidden.fact).toMatchObject({ known: false, cause: { code: 'needs-root' } });
  });

  it('never fails, whatever a file holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.constantFrom('a.conf', 'a.conflist'), (text, file) => {
        const config = parseConfig(file, text);
        expect(['valid', 'invalid']).toContain(config.state);
      }),
    );
  });
});

const chain = '{"name":"n","plugins":[{"type":"bridge","ipMasq":true},{"type":"portmap"},{"type":"x"}]}';

describe('cniProbe, on a host without iptables', () => {
  const answers = {
    '/opt/cni/bin/bridge': { stderr: 'CNI bridge plugin v1.5.1\nCNI protocol versions supported: 1.0.0\n' },
    '/usr/lib/cni/portmap': { exitCode: 1, stderr: 'CNI_COMMAND env variable missing' },
  };
  const files = {
    [`${folder}/10.conflist`]: chain,
    '/opt/cni/bin/bridge': 'x',
    '/usr/lib/cni/portmap': 'x',
    '/opt/cni/bin/x': 'x',
  };

  it('asks plugins that choose by themselves for their version', async () => {
    const { fact, calls } = await look({ files, exec: answers }, absent('iptables'));
    expect(fact).toMatchObject({ known: true, value: { versions: { bridge: '1.5.1', portmap: '' } } });
    expect(calls).toEqual(['/opt/cni/bin/bridge', '/usr/lib/cni/portmap']);
  });

  it('runs nothing where iptables is there, or a backend is named', async () => {
    expect((await look({ files, exec: answers })).calls).toEqual([]);
    const named = { ...files, [`${folder}/10.conflist`]: chain.replaceAll('"}', '","backend":"nftables"}') };
    const { calls } = await look({ files: named, exec: answers }, absent('iptables'));
    expect(calls).toEqual(['/opt/cni/bin/bridge']);
  });
});
