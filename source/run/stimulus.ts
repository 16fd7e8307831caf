import {symbolsToIndices} from '../connectome/symbols.ts';
import type {Variable} from '../dynamics/model.ts';

/** What a text adds to the stimulus buffer of each node it reaches, and the share of it that goes straight to the field. */
const amplitude = 0.05;
const usualShare = 0.01;

/** The bounds of the variable that stimuli act on. */
type Bounds = Pick<Variable, 'min' | 'max'>;

/**
Injects messages that arrived in one tick: the nodes they reach form one set, each gets the amplitude once (the buffer clipped to 1, the field to
its bounds). Calls `echo` with every message and its number of nodes. Returns the size of the set.
*/
export function injectText(
	texts: readonly string[],
	field: Float32Array,
	stimulus: Float32Array,
	{max, direct = usualShare}: Bounds & {readonly direct?: number | undefined},
	echo: (text: string, nodes: number) => void,
): number {
	const all = new Set<number>();
	for (const text of texts) {
		const nodes = new Set(symbolsToIndices(text, field.length));
		echo(text, nodes.size);
		for (const node of nodes) all.add(node);
	}
	for (const node of all) {
		stimulus[node] = Math.min(1, stimulus[node]! + amplitude);
		field[node] = Math.min(max, field[node]! + direct * amplitude);
	}
	return all.size;
}

/** Excites nodes (s at least `strength`) or, without a strength, quenches them (stimulus 0, the field as near to 0 as its bounds let it). */
export function setNodes(
	nodes: readonly number[],
	field: Float32Array,
	stimulus: Float32Array,
	{min, max}: Bounds,
	strength: number | undefined,
): void {
	const quenched = Math.max(min, Math.min(max, 0));
	for (const node of nodes) {
		if (strength === undefined) {
			field[node] = quenched;
			stimulus[node] = 0;
		} else {
			stimulus[node] = Math.max(stimulus[node]!, strength);
		}
	}
}
