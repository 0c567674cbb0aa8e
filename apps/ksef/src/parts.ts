/** What a start loads while the first keys are being made: everything that takes time to load. */
export { savedClock } from './control/clock/clock-control.ts';
export { createControl } from './control/control.ts';
export { heldBy } from './control/faults/fault-control.ts';
export { createFaults } from './control/faults/faults.ts';
export { createJournal } from './control/journal/journal.ts';
export { controlKeyOf } from './control/key.ts';
export { createGate } from './control/state/gate.ts';
export { settleState } from './control/state/settle-state.ts';
export { createCore } from './core.ts';
export { loadAuthorities } from './engine/authorities.ts';
export { createBackground } from './engine/background.ts';
export { clockStateAt, createClock } from './engine/clock.ts';
export { createLatency } from './engine/latency.ts';
export { createLimits } from './engine/limits/limits.ts';
export { openStore } from './store/store.ts';
