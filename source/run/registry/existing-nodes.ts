import {ConnectopError} from '../../base/errors.ts';
import type {Steered} from './steered.ts';

/** Throws a usage error `node` that names the first of `nodes` that the graph has not. */
export function requireNodes({graph: {n}}: Pick<Steered, 'graph'>, nodes: readonly number[]): void {
	const missing = nodes.find(node => node >= n);
	if (missing !== undefined)
		throw new ConnectopError('usage', 'node', `node ${missing} does not exist; nodes are 0 to ${n - 1}`);
}
