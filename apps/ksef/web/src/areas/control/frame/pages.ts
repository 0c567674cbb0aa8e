/** The pages of the control room, in the order of its menu. */
export const controlPages = [
  { label: 'overview', to: '/control' },
  { label: 'clock', to: '/control/clock' },
  { label: 'faults', to: '/control/faults' },
  { label: 'journal', to: '/control/journal' },
  { label: 'people', to: '/control/people' },
  { label: 'attachments', to: '/control/attachments' },
  { label: 'limits', to: '/control/limits' },
  { label: 'latarnia', to: '/control/latarnia' },
  { label: 'keys', to: '/control/keys' },
] as const;
