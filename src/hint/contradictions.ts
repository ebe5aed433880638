import type { HintPrediction } from '../findings/hint-report.ts';
import { type Backend, backends, type HintState, hintChain, hintsIn, type Mark } from './state.ts';
import { rulesOf } from './steps.ts';

/** What does not fit together on this node, each in one sentence. */
export function contradictions(
  state: HintState,
  inForce: Backend | undefined,
  predictions: readonly HintPrediction[],
): readonly string[] {
  const hints = hintsIn(state);
  return [
    ...hiddenMarks(hints),
    ...placeOfHint(state, inForce, [...new Set(hints.map(({ backend }) => backend))]),
    ...disagreements(predictions.filter(({ hereBy }) => hereBy !== undefined)),
  ];
}

function hiddenMarks(hints: readonly Mark[]): readonly string[] {
  const hidden = hints.filter(({ readable }) => !readable);
  return hidden.map(
    ({ family, table }) =>
      `${hintChain} stands in table ${table} of nft (${family === 'ipv4' ? 'IPv4' : 'IPv6'}), and no reader finds it: native nft rules in that table keep iptables-nft-save from printing it`,
  );
}

function placeOfHint(
  state: HintState,
  inForce: Backend | undefined,
  places: readonly Backend[],
): readonly string[] {
  const [place, another] = places;
  if (place === undefined) return [];
  if (another !== undefined) {
    return [`${hintChain} stands in both backends: its readers take nft, where they look first`];
  }
  const other = backends.find((one) => one !== place) ?? place;
  const [own, others] = [rulesOf(state[place]), rulesOf(state[other])];
  const most = own !== undefined && others !== undefined && others > own;
  return [
    ...(most
      ? [`${hintChain} stands in ${place}, and most rules in ${other} (${others} against ${own})`]
      : []),
    ...(inForce === undefined || inForce === place
      ? []
      : [
          `${hintChain} stands in ${place}, and iptables of this host is ${inForce}: the kubelet makes another there when it starts`,
        ]),
  ];
}

function disagreements(here: readonly HintPrediction[]): readonly string[] {
  const told = (backend: Backend) => here.filter((one) => one.backend === backend).map(({ who }) => who);
  const [nft, legacy] = [told('nft'), told('legacy')];
  if (nft.length === 0 || legacy.length === 0) return [];
  return [`${nft.join(', ')} would choose nft, and ${legacy.join(', ')} legacy: rules in both backends`];
}
