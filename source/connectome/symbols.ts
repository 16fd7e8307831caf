/** Nodes that one code point excites, and how many different code points of a message count. */
export const groupSize = 4;
export const mostSymbols = 64;

/**
The nodes a text excites: each code point, once, in first-seen order, gives base = (codepoint · 1315423911) mod N and the group
(base + j · 2654435761) mod N, j < 4; at most 64 code points. Repeats between groups are kept, as in the original.
*/
export function symbolsToIndices(text: string, n: number, group = groupSize, most = mostSymbols): number[] {
	const indices: number[] = [];
	const seen = new Set<number>();
	const size = BigInt(n);
	for (const symbol of text) {
		const codePoint = symbol.codePointAt(0) ?? 0;
		if (seen.has(codePoint)) continue;
		if (seen.size >= most) break;
		seen.add(codePoint);
		const base = (BigInt(codePoint) * 1_315_423_911n) % size;
		for (let j = 0n; j < group; j++) indices.push(Number((base + j * 2_654_435_761n) % size));
	}
	return indices;
}
