import { describe, expect, it } from 'vitest';
import { fakeHost, type FakeHostOptions } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import { deadRuntime } from '../../../test/fakes/dead-runtime.ts';
import { chooseEndpoint } from './choose-endpoint.ts';
import type { CriSurvey } from './survey.ts';

const containerd = '/var/run/containerd/containerd.sock';
const crio = '/var/run/crio/crio.sock';
const instance = '/var/lib/kubelet/instance-config.yaml';
const flags = '/var/lib/kubelet/kubeadm-flags.env';

async function choose(options: FakeHostOptions, survey: Partial<CriSurvey> = {}): Promise<string> {
  const { endpoint } = await chooseEndpoint(fakeHost(options), { ...quietSurvey.cri, ...survey });
  return `${endpoint.chosenBy} ${endpoint.endpoint}`;
}

describe('chooseEndpoint', () => {
  it('takes what is set, whoever listens', async () => {
    const sockets = { [crio]: deadRuntime };
    expect(
      await choose({ sockets }, { socket: 'unix:///run/x.sock', kubeletEndpoint: 'unix:///run/y.sock' }),
    ).toBe('cri-socket unix:///run/x.sock');
    expect(await choose({ sockets }, { kubeletEndpoint: 'unix:///run/y.sock' })).toBe(
      'kubelet unix:///run/y.sock',
    );
  });

  it('detects as kubeadm does', async () => {
    expect(await choose({})).toBe(`fallback unix://${containerd}`);
    expect(await choose({ sockets: { [crio]: deadRuntime } })).toBe(`found unix://${crio}`);
    expect(await choose({ sockets: { [crio]: deadRuntime, [containerd]: 'ECONNREFUSED' } })).toBe(
      `found unix://${crio}`,
    );
    expect(await choose({ sockets: { [crio]: deadRuntime, [containerd]: deadRuntime } })).toBe(
      `several unix://${containerd}`,
    );
  });

  it('counts a socket that only root may connect to', async () => {
    expect(await choose({ sockets: { [crio]: 'EACCES' } })).toBe(`found unix://${crio}`);
  });

  it.each([
    [instance, 'apiVersion: kubelet.config.k8s.io/v1beta1\ncontainerRuntimeEndpoint: "unix:///run/a.sock"\n'],
    [instance, "containerRuntimeEndpoint: 'unix:///run/a.sock' # ours\n"],
    [
      flags,
      'KUBELET_KUBEADM_ARGS="--container-runtime-endpoint=unix:///run/a.sock --pod-infra-container-image=x"\n',
    ],
    ['/var/lib/kubelet/config.yaml', 'cgroupDriver: systemd\ncontainerRuntimeEndpoint: unix:///run/a.sock\n'],
  ])('reads %s of a node that is set up', async (file, text) => {
    expect(await choose({ files: { [file]: text } }, { isSetUp: true })).toBe('node unix:///run/a.sock');
    expect(await choose({ files: { [file]: text } })).toBe(`fallback unix://${containerd}`);
  });

  it('goes on where the files of the node name none', async () => {
    const files = { [instance]: 'kind: KubeletConfiguration\n', [flags]: 'KUBELET_KUBEADM_ARGS=""\n' };
    expect(await choose({ files }, { isSetUp: true })).toBe(`fallback unix://${containerd}`);
  });
});
