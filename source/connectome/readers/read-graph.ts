import type {EdgeTable} from '../graph.ts';
import {headOf, type Input} from './byte-window.ts';
import {readEdgeList} from './edge-list.ts';
import {fault} from './fault.ts';
import {readGexf} from './gexf.ts';
import {readGraphml} from './graphml.ts';
import {readMatrixMarket} from './matrix-market.ts';
import type {ReadOptions} from './read-options.ts';
import {textStart} from './text-guard.ts';

/** Formats of other programs that people may try: what they begin with, and their names. */
const foreign: readonly (readonly [RegExp, string])[] = [
	[/^\s*\*(vertices|network)/i, 'Pajek'],
	[/^\s*graph\s*\[/i, 'GML'],
	[/^\s*(strict\s+)?(di)?graph\b[^\n]*\{/i, 'Graphviz DOT'],
	[/^\s*[[{]/, 'JSON'],
];

/**
Reads a graph file: an edge list (comma, semicolon, tab or blanks), GraphML, GEXF or Matrix Market, told apart by content first and by the
extension of `name` where content leaves it open. `name` stands in errors.

Throws a ConnectopError of kind `invalid` whose code begins with `graph-`; its message names file, line, what is wrong and what is allowed.
*/
export function readGraph(input: Input, name: string, options: ReadOptions = {}): EdgeTable {
	const head = headOf(input);
	const start = textStart(head, name);
	const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
	const beginning = new TextDecoder().decode(head.subarray(start));
	if (/^\s*%%MatrixMarket/i.test(beginning) || extension === 'mtx')
		return readMatrixMarket(input, name, start, options);
	const isXml = /^\s*</.test(beginning);
	if (isXml && /<(\w+:)?gexf\b/.test(beginning)) return readGexf(input, name, start, options);
	if (isXml && /<(\w+:)?graphml\b/.test(beginning)) return readGraphml(input, name, start, options);
	if (extension === 'gexf') return readGexf(input, name, start, options);
	if (extension === 'graphml') return readGraphml(input, name, start, options);
	const other = isXml ? 'XML of another kind' : foreign.find(([pattern]) => pattern.test(beginning))?.[1];
	if (other)
		throw fault('graph-format', name, undefined, `is ${other}; edge lists, GraphML, GEXF and Matrix Market are read`);
	return readEdgeList(input, name, start, extension, options);
}
