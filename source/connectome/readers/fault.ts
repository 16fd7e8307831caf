import {ConnectopError} from '../../base/errors.ts';

/** What can be wrong with a graph file; part of the error's stable code. */
export type FaultCode =
	| 'graph-binary'
	| 'graph-columns'
	| 'graph-empty'
	| 'graph-encoding'
	| 'graph-entries'
	| 'graph-format'
	| 'graph-index'
	| 'graph-memory'
	| 'graph-name'
	| 'graph-quote'
	| 'graph-row'
	| 'graph-types'
	| 'graph-weight'
	| 'graph-xml';

/** The error of a malformed graph file: `worm.csv, line 12: …`; no line where the whole file is meant. */
export function fault(code: FaultCode, file: string, line: number | undefined, message: string): ConnectopError {
	const place = line === undefined ? file : `${file}, line ${line}`;
	return new ConnectopError('invalid', code, `${place}: ${message}`);
}

/** Text of the file as an error may show it: in quotes, at most 40 characters, control characters replaced. */
export function shown(text: string): string {
	const plain = text.replace(/\p{C}/gu, '�');
	return `"${plain.length > 40 ? `${plain.slice(0, 39)}…` : plain}"`;
}

/** Nodes that a file may name: each name is a string of its own, and a Map of them ends at 2^24. */
const maxNodes = 16_000_000;

/** Throws `graph-memory` when a file has more nodes than names can be kept for. */
export function checkNodes(count: number, file: string, line: number): void {
	if (count <= maxNodes) return;
	throw fault(
		'graph-memory',
		file,
		line,
		`the graph has more than ${maxNodes} nodes; files of up to that many are read`,
	);
}
