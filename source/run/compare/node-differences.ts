import {stateDifference} from '../state-difference.ts';
import type {NodeDifference, VariableCompared} from './comparison.ts';

/** How a variable differs between two states of the same graph. `most`: how many nodes are told; `nameOf`: their names, where they have any. */
export function nodeDifferences(
	name: string,
	a: Float32Array,
	b: Float32Array,
	{most, nameOf}: {readonly most: number; nameOf(node: number): string | undefined},
): VariableCompared {
	const top = createTop(most);
	const {largestNode: _, ...figures} = stateDifference(a, b, (node, difference) =>
		top.offer(node, Number.isFinite(difference) ? difference : Number.POSITIVE_INFINITY),
	);
	return {
		name,
		...figures,
		top: top.nodes().map((node): NodeDifference => {
			const called = nameOf(node);
			return {node, ...(called === undefined ? {} : {name: called}), a: finite(a[node]), b: finite(b[node])};
		}),
	};
}

const finite = (value: number | undefined): number | null =>
	value !== undefined && Number.isFinite(value) ? value : null;

/** The greatest of any number of differences, the greatest first, of equal ones those of the first nodes. */
function createTop(most: number) {
	const nodes: number[] = [];
	const sizes: number[] = [];
	return {
		offer(node: number, size: number): void {
			const least = sizes.at(-1) ?? -1;
			if (nodes.length >= most && size <= least) return;
			let [low, high] = [0, sizes.length];
			while (low < high) {
				const middle = (low + high) >> 1;
				if ((sizes[middle] ?? 0) >= size) low = middle + 1;
				else high = middle;
			}
			nodes.splice(low, 0, node);
			sizes.splice(low, 0, size);
			nodes.length = Math.min(nodes.length, most);
			sizes.length = Math.min(sizes.length, most);
		},
		nodes: (): readonly number[] => nodes,
	};
}
