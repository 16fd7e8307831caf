import type {Frame} from '../../run/protocol.ts';

/** The coupled variable of one node as of a frame; NaN where the frame does not hold it. */
export function nodeValue({field, part, watched}: Pick<Frame, 'field' | 'part' | 'watched'>, node: number): number {
	if (!part) return field[node] ?? Number.NaN;
	const at = watched?.nodes.indexOf(node) ?? -1;
	return watched?.values[at] ?? Number.NaN;
}
