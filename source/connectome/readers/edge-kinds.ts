import {fault, shown} from './fault.ts';

/** Edge types that a graph can have. */
const maxTypes = 256;

/** Names of edge types in order of first appearance, and what they say about direction. */
export interface EdgeKinds {
	readonly types: string[];
	/** The kind of an edge row, as EdgeRows has it. `undirected` undefined: the type's own name decides. */
	kindOf(type: string, undirected: boolean | undefined, line: number): number;
}

/**
The words `directed` and `undirected` are a direction and no type; edges of type `electrical` (gap junctions) go both ways. Throws when
there are more than 256 types.
*/
export function edgeKinds(file: string): EdgeKinds {
	const types: string[] = [];
	const indices = new Map<string, number>();

	function indexOf(type: string, line: number): number {
		const known = indices.get(type);
		if (known !== undefined) return known;
		if (types.length === maxTypes) {
			throw fault(
				'graph-types',
				file,
				line,
				`${shown(type)} is the ${maxTypes + 1}th edge type; ${maxTypes} are allowed (a column of labels is left out when its title is "label")`,
			);
		}
		indices.set(type, types.length);
		return types.push(type) - 1;
	}

	return {
		types,
		kindOf(type, undirected, line) {
			const direction = directionOf(type);
			const bothWays = undirected ?? direction ?? isGapJunction(type);
			return 2 * indexOf(direction === undefined ? type : '', line) + (bothWays ? 1 : 0);
		},
	};
}

/** Gap junctions conduct both ways, whatever else a file says of direction. */
export const isGapJunction = (type: string): boolean => type.toLowerCase() === 'electrical';

/** True for `undirected` (and `mutual`), false for `directed`, whatever the case; undefined for every other word. */
export function directionOf(word: string): boolean | undefined {
	const lower = word.toLowerCase();
	if (lower === 'directed') return false;
	return lower === 'undirected' || lower === 'mutual' ? true : undefined;
}
