import {streams, uniform} from '../base/threefry.ts';
import type {Command} from './protocol.ts';

/** A pulse reaches the nodes within this many edges of its centre. */
const hops = 2;
const amplitude = 0.3;

/**
The pulse of the synthetic source that falls due between two moments of model time (s): once a model second, a random node's neighbourhood is
excited or quenched in turn. A function of seed and time alone, so that a resumed run goes on with the same pulses.
*/
export function duePulse(seed: number, before: number, now: number, n: number): Command | undefined {
	const second = Math.floor(now);
	if (second < 1 || second <= Math.floor(before)) return undefined;
	const node = Math.floor(uniform(seed, streams.pulse, second, 0) * n);
	if (second % 2 === 1) return {id: 'excite', args: {node, hops, amplitude}, by: 'synthetic'};
	return {id: 'quench', args: {node, hops}, by: 'synthetic'};
}
