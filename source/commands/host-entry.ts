import {keepSignal} from '../../bin/keep-signal.js';

/* Where a run's process begins: nothing else is loaded before signals are kept. */

keepSignal();
await import('./run-host.ts');
