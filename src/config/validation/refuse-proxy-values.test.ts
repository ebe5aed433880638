import { describe, expect, it } from 'vitest';
import { cluster, errorsOf, proxy } from '../../../test/config/read-plan.ts';

const of = (fields: string): string => `${cluster}---\n${proxy}${fields}\n`;

describe('refuseProxyValues', () => {
  it.each([
    'bindAddress: "::"',
    'bindAddress: 010.0.0.1',
    'healthzBindAddress: 0.0.0.0:10256',
    'healthzBindAddress: 0.0.0.0',
    'healthzBindAddress: ""',
    'metricsBindAddress: "[::1]:10249"',
    'metricsBindAddress: "::1"',
    'portRange: 300-2000',
    'portRange: 300+100',
    'portRange: "80"',
    'portRange: ""',
    'configSyncPeriod: 0s',
    'configSyncPeriod: +15m',
    'conntrack: {tcpEstablishedTimeout: 0s, udpTimeout: 30s}',
    'clientConnection: {burst: 0}',
    'mode: iptables\niptables: {syncPeriod: 0s, minSyncPeriod: 30s}',
    'mode: iptables\niptables: {syncPeriod: 1s}',
    'mode: iptables\nipvs: {syncPeriod: 1s, minSyncPeriod: 30s, tcpTimeout: -1s, excludeCIDRs: [x]}',
    'mode: ipvs\nipvs: {syncPeriod: 500ms, tcpTimeout: 0s, excludeCIDRs: [10.0.0.0/8, "fd00::/8"]}',
    'clusterCIDR: "10.0.0.0/16,fd00::/48"',
    'clusterCIDR: "10.0.0.0/16,10.1.0.0/16"\ndetectLocalMode: NodeCIDR',
    'detectLocalMode: BridgeInterface\ndetectLocal: {bridgeInterface: cni0}',
    'detectLocalMode: InterfaceNamePrefix\ndetectLocal: {interfaceNamePrefix: veth}',
    'detectLocalMode: ClusterCIDR',
  ])('takes %s', async (fields) => {
    expect(await errorsOf(of(fields))).toEqual([]);
  });

  it.each([
    ['bindAddress: eth0', '6:14'],
    ['bindAddress: 0.0.0.0:80', '6:14'],
    ['healthzBindAddress: localhost', '6:21'],
    ['healthzBindAddress: ":10256"', '6:21'],
    ['healthzBindAddress: 0.0.0.0:0', '6:21'],
    ['metricsBindAddress: 127.0.0.1:99999', '6:21'],
    ['metricsBindAddress: localhost:10249', '6:21'],
    ['portRange: 2000-300', '6:12'],
    ['portRange: 1-70000', '6:12'],
    ['portRange: a-b', '6:12'],
    ['configSyncPeriod: -15m', '6:19'],
    ['conntrack: {tcpEstablishedTimeout: -1s}', '6:36'],
    ['conntrack: {tcpCloseWaitTimeout: -1s}', '6:34'],
    ['conntrack: {udpTimeout: -1s}', '6:25'],
    ['conntrack: {udpStreamTimeout: -1s}', '6:31'],
    ['clientConnection: {burst: -1}', '6:27'],
    ['mode: iptables\niptables: {syncPeriod: -1s}', '7:24'],
    ['mode: iptables\niptables: {minSyncPeriod: -1s}', '7:27'],
    ['mode: iptables\niptables: {minSyncPeriod: 31s}', '7:27'],
    ['mode: iptables\niptables: {syncPeriod: 500ms}', '7:24'],
    ['mode: nftables\nnftables: {syncPeriod: 5s, minSyncPeriod: 6s}', '7:43'],
    ['mode: ipvs\nipvs: {syncPeriod: 5s, minSyncPeriod: 6s}', '7:39'],
    ['mode: ipvs\nipvs: {tcpTimeout: -1s}', '7:20'],
    ['mode: ipvs\nipvs: {tcpFinTimeout: -1s}', '7:23'],
    ['mode: ipvs\nipvs: {udpTimeout: -1s}', '7:20'],
    ['mode: ipvs\nipvs: {excludeCIDRs: [10.0.0.0/8, 10.0.0.1]}', '7:35'],
    ['clusterCIDR: "10.0.0.0/16,10.1.0.0/16"', '6:14'],
    ['clusterCIDR: "10.0.0.0/16,fd00::/48,10.1.0.0/16"', '6:14'],
    ['detectLocalMode: BridgeInterface', '6:18'],
    ['detectLocalMode: InterfaceNamePrefix\ndetectLocal: {bridgeInterface: cni0}', '6:18'],
  ])('refuses %s', async (fields, place) => {
    expect(await errorsOf(of(fields))).toEqual([`${place} config.bad-value`]);
  });
});
