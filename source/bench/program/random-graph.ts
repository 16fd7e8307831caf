import {closeSync, openSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import {randomEdge, randomEdgeCount, randomNodes} from '../random-edges.ts';

/** Edges whose text is written at a time. */
const piece = 100_000;

/** Writes a CSV of so many directed edges between random nodes, always the same ones, and gives its path. */
export function randomGraph(folder: string, nodes = randomNodes, edges = randomEdgeCount): string {
	const path = join(folder, 'random-edges.csv');
	const file = openSync(path, 'w');
	try {
		writeSync(file, 'source,target\n');
		for (let from = 0; from < edges; from += piece) {
			const size = Math.min(piece, edges - from);
			const lines = Array.from({length: size}, (_, i) => `${randomEdge(from + i, nodes).join(',')}\n`);
			writeSync(file, lines.join(''));
		}
	} finally {
		closeSync(file);
	}
	return path;
}
