/** The pages of the control room, in the order of its menu. */
export const controlPages = [
  { label: 'overview', to: '/control' },
  { label: 'clock', to: '/control/clock' },
  { label: 'faults', to: '/control/faults' },
] as const;
