import { forwardingKeys, ipv6OffKeys } from '../../catalog/sysctls.ts';
import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';
import { bootWords, haveWords } from './boot-words.ts';
import { bridgeReasons, loadBridge } from './bridge-reasons.ts';
import { bootRemedies, setRemedy, sysctlName } from './sysctl-remedies.ts';

const familyName = ({ family }: Args): string => (family === 'ipv6' ? 'IPv6' : 'IPv4');
const keyOf = ({ key }: Args): string => String(key);
const need = (args: Args): string =>
  `${sysctlName(keyOf(args))} = 1: without it no packet gets from one pod, or node, to another`;

const turnOn = (args: Args): Remedy => setRemedy('turn it on, now and at boot', [[keyOf(args), '1']]);

const listOf = (value: Args[string] | undefined): readonly string[] => (Array.isArray(value) ? value : []);

/** With forwarding on, the kernel takes routes from routers only where accept_ra is 2 (ip-sysctl.rst). */
function routerRemedies({ routers }: Args): readonly Remedy[] {
  return listOf(routers).map((name) =>
    setRemedy(`keep the default route of ${name}, which comes from a router: do this first`, [
      [`net/ipv6/conf/${name}/accept_ra`, '2'],
    ]),
  );
}

function remediesOf(args: Args): readonly Remedy[] {
  const fix =
    args['boot'] === 'kept' || args['boot'] === 'overruled' ? bootRemedies(args, keyOf(args), '1') : [];
  const now = args['boot'] === 'kept' && fix.length > 0 ? [] : [turnOn(args)];
  return [...routerRemedies(args), ...now, ...fix];
}

export const fileContentReasons: readonly Reason[] = [
  {
    code: 'content.set',
    means: 'The file begins with 1, as kubeadm wants it.',
    words: ({ path }) => ({ says: `${String(path)} is 1` }),
  },
  {
    code: 'content.not-set',
    means: 'The file does not begin with 1.',
    words: ({ path, text, key }) => ({
      says: `${String(path)} contents are not set to 1`,
      need: '1',
      have: text === '' ? 'it cannot be read, or is empty' : String(text),
      remedies: [setRemedy('turn it on, now and at boot', [[String(key), '1']])],
    }),
  },
  {
    code: 'content.absent',
    means: 'The file is not there.',
    words: ({ path, key }) => ({
      says: `${String(path)} does not exist`,
      need: 'the file, with 1 in it',
      have: 'not there',
      remedies: String(key).includes('/bridge/')
        ? [{ ...loadBridge, what: 'load br_netfilter, which brings the file' }]
        : [{ what: 'boot a kernel with this protocol, and without ipv6.disable=1' }],
    }),
  },
  {
    code: 'content.not-told',
    means: 'The file could not be looked at.',
    words: ({ path, detail }) => ({
      says: `could not tell what ${String(path)} holds`,
      have: String(detail),
    }),
  },
  {
    code: 'forwarding.on',
    means: 'Packets are forwarded, now and after a reboot.',
    words: (args) => ({
      says: [`${familyName(args)} packets are forwarded`, bootWords(args)]
        .filter((one) => one !== '')
        .join('; '),
    }),
  },
  {
    code: 'forwarding.off',
    means: 'The kernel forwards no packets of this family.',
    words: (args) => ({
      says: `this kernel forwards no ${familyName(args)} packets`,
      need: need(args),
      have: haveWords('it is 0 now', args),
      remedies: remediesOf(args),
    }),
  },
  {
    code: 'forwarding.only-new-interfaces',
    means:
      'IPv6 forwarding is on in conf/default, at which kubeadm looks, and off in conf/all, which decides.',
    words: (args) => ({
      says: 'IPv6 packets are not forwarded: conf/default is on, but conf/all decides',
      need: need(args),
      have: haveWords(`${sysctlName(forwardingKeys.ipv6All)} = 0`, args),
      remedies: remediesOf(args),
    }),
  },
  {
    code: 'forwarding.not-new-interfaces',
    means: 'IPv6 packets are forwarded, but conf/default, at which kubeadm looks, is off.',
    words: (args) => ({
      says: 'IPv6 packets are forwarded, but kubeadm refuses a host whose conf/default is off',
      need: `${sysctlName(forwardingKeys.ipv6Default)} = 1`,
      have: haveWords('it is 0 now', args),
      remedies: [setRemedy('turn it on, now and at boot', [[forwardingKeys.ipv6Default, '1']])],
    }),
  },
  {
    code: 'forwarding.off-after-boot',
    means: 'Packets are forwarded now, but a file turns that off at boot.',
    words: (args) => ({
      says: `${familyName(args)} packets are forwarded now, and no more after a reboot`,
      need: need(args),
      have: haveWords('it is 1 now', args),
      remedies: bootRemedies(args, keyOf(args), '1'),
    }),
  },
  {
    code: 'forwarding.not-kept',
    means: 'Packets are forwarded now, but no file says so for the next boot.',
    words: (args) => ({
      says: `${familyName(args)} packets are forwarded now; nothing sets that for the next boot`,
      need: need(args),
      have: haveWords('it is 1 now', args),
      remedies: bootRemedies(args, keyOf(args), '1'),
    }),
  },
  {
    code: 'forwarding.boot-not-told',
    means: 'Packets are forwarded now; what a reboot makes of it could not be told.',
    words: (args) => ({
      says: `${familyName(args)} packets are forwarded now; could not tell whether a reboot keeps that`,
      have: haveWords('it is 1 now', args),
    }),
  },
  {
    code: 'forwarding.set-at-boot',
    means: 'A file of the image turns forwarding on at boot.',
    words: (args) => ({ says: `${familyName(args)} packets will be forwarded: ${bootWords(args)}` }),
  },
  {
    code: 'forwarding.by-service',
    means: 'No file of the image turns forwarding on at boot, but a service does when it starts.',
    words: (args) => ({
      says: `${familyName(args)} packets will be forwarded once ${listOf(args['services']).join(', ')} has started; no file says so`,
    }),
  },
  {
    code: 'forwarding.off-at-boot',
    means: 'A file of the image turns forwarding off at boot.',
    words: (args) => ({
      says: `this image turns the forwarding of ${familyName(args)} packets off at boot`,
      need: need(args),
      have: bootWords(args),
      remedies: bootRemedies(args, keyOf(args), '1'),
    }),
  },
  {
    code: 'forwarding.nothing-at-boot',
    means: 'Nothing in the image turns forwarding on at boot; the kernel begins with it off.',
    words: (args) => ({
      says: `nothing in this image turns the forwarding of ${familyName(args)} packets on`,
      need: need(args),
      have: bootWords(args),
      // Nothing runs there: what is true at once is the machine that looks.
      remedies: bootRemedies(args, keyOf(args), '1').map(({ now: _now, verify: _verify, ...kept }) => kept),
    }),
  },
  {
    code: 'forwarding.absent',
    means: 'The kernel has no such sysctl: it runs without this protocol.',
    words: (args) => ({
      says: `this kernel runs without ${familyName(args)}`,
      need: need(args),
      have: `/proc/sys/${keyOf(args)} is not there`,
      remedies: [
        {
          what: 'boot without ipv6.disable=1 on the kernel command line, or plan without this family',
          verify: ['cat /proc/cmdline'],
        },
      ],
    }),
  },
  {
    code: 'forwarding.ipv6-switched-off',
    means: 'disable_ipv6 is on, and no interface has IPv6.',
    words: () => ({
      says: 'IPv6 is switched off on all interfaces',
      need: `${sysctlName(ipv6OffKeys.all)} = 0: the plan has IPv6`,
      have: '1, and no interface has an IPv6 address or route',
      remedies: [
        setRemedy('switch it on, now and at boot', [
          [ipv6OffKeys.all, '0'],
          [ipv6OffKeys.default, '0'],
        ]),
      ],
    }),
  },
  {
    code: 'forwarding.ipv6-off-on-new',
    means: 'New interfaces, as those of pods, come up without IPv6.',
    words: () => ({
      says: 'new interfaces come up without IPv6, those of pods too',
      need: `${sysctlName(ipv6OffKeys.default)} = 0`,
      have: '1',
      remedies: [setRemedy('switch it on, now and at boot', [[ipv6OffKeys.default, '0']])],
    }),
  },
  {
    code: 'forwarding.router-ignored',
    means: 'A default IPv6 route comes from a router, to which the kernel no longer listens as it forwards.',
    words: ({ routers }) => ({
      says: `the default IPv6 route of ${listOf(routers).join(', ')} will run out: with forwarding on the kernel does not listen to routers`,
      need: 'accept_ra = 2 where the default route comes from a router',
      have: 'accept_ra = 1, forwarding = 1',
      remedies: listOf(routers).map((name) =>
        setRemedy(`listen to routers on ${name} all the same`, [[`net/ipv6/conf/${name}/accept_ra`, '2']]),
      ),
    }),
  },
  {
    code: 'forwarding.not-told',
    means: 'Whether packets are forwarded could not be told.',
    words: (args) => ({
      says: `could not tell whether ${familyName(args)} packets are forwarded`,
      have: String(args['detail']),
    }),
  },
  ...bridgeReasons,
];
