import {ConnectopError} from '../base/errors.ts';
import type {ScreenState} from './state.ts';
import {targetsOf} from './views/graph-state.ts';

const word = /(^|[\s,=])selected(?=$|[\s,])/g;

/** Arguments of `record` with the nodes in them that `selected` stands for: those that are marked, else the picked one. Throws a usage error when there is none. */
export function withSelected(
	args: Readonly<Record<string, unknown>>,
	{graph}: ScreenState,
): Readonly<Record<string, unknown>> {
	const {spec} = args;
	if (typeof spec !== 'string' || spec.search(word) < 0) return args;
	const nodes = targetsOf(graph);
	if (nodes.length === 0)
		throw new ConnectopError(
			'usage',
			'record',
			'record: no node is selected; n picks one in the Graph view, m marks several',
		);
	return {
		...args,
		spec: spec.replaceAll(word, (_, before: string) => `${before}${nodes.map(node => `#${node}`).join(',')}`),
	};
}
