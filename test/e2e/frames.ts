/** Bytes of each frame in what a terminal received: what came between the marks of synchronised output. */
export const framesOf = (text: string): readonly number[] =>
	(text.match(/\u001B\[\?2026h[\s\S]*?\u001B\[\?2026l/g) ?? []).map(frame => Buffer.byteLength(frame));

/** The value that so large a share of them reaches at most. */
export const quantile = (values: readonly number[], share: number): number =>
	values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN;
