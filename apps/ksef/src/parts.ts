/** What a start loads while the first keys are being made: everything that takes time to load. */
export { createCore } from './core.ts';
export { loadAuthorities } from './engine/authorities.ts';
export { createBackground } from './engine/background.ts';
export { createClock } from './engine/clock.ts';
export { createLatency } from './engine/latency.ts';
export { openStore } from './store/store.ts';
