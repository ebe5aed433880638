/** What kubeadm wants of a machine that becomes a control plane (cmd/kubeadm/app/constants/constants.go). */
export const controlPlaneNeeds = {
  /** ControlPlaneNumCPU */
  cpus: 2,
  /** ControlPlaneMem, in units of 1024 × 1024 bytes. */
  memoryMb: 1700,
} as const;
