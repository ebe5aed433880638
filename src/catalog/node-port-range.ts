/** First and last NodePort where `--service-node-port-range` of the API server is not set. */
export const nodePortRange = [30_000, 32_767] as const;
