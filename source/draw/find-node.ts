import {ConnectopError} from '../base/errors.ts';
import {clean} from './text.ts';

/** What nodes are called: their number where they have no names. */
export interface NamedNodes {
	readonly n: number;
	readonly names?: readonly string[];
}

/** A node's name, safe to draw; its index where it has none. */
export function nodeName(
	{names}: {readonly names?: {readonly [node: number]: string | undefined}},
	node: number,
	ascii = false,
): string {
	const name = clean(names?.[node] ?? '', ascii).trim();
	return name === '' ? String(node) : name;
}

/**
The node that a text names: a name, an index (`#12` where names are numbers themselves), a name in other letter cases, or the beginning of one
name alone. Throws a usage error `node` when it names none or several.
*/
export function findNode(graph: NamedNodes, text: string): number {
	const wanted = text.trim();
	const exact = graph.names?.indexOf(wanted) ?? -1;
	if (exact >= 0) return exact;
	const index = /^#?(\d+)$/.exec(wanted)?.[1];
	if (index !== undefined) {
		if (Number(index) < graph.n) return Number(index);
		throw failed(`node ${index} does not exist; nodes are 0 to ${graph.n - 1}`);
	}
	if (!graph.names) throw failed(`"${clean(wanted)}" is no node; nodes have no names here but 0 to ${graph.n - 1}`);
	const fitting = nodesBeginning(graph, wanted, 5);
	const [first, ...others] = fitting;
	if (first === undefined)
		throw failed(`no node's name begins with "${clean(wanted)}"; nodes are also 0 to ${graph.n - 1}`);
	const same = fitting.filter(node => graph.names?.[node]?.toLowerCase() === wanted.toLowerCase());
	if (others.length === 0 || same.length === 1) return same[0] ?? first;
	const named = fitting.slice(0, 4).map(node => nodeName(graph, node));
	throw failed(`"${clean(wanted)}" begins more than one name: ${named.join(', ')}${fitting.length > 4 ? ', …' : ''}`);
}

/** At most `most` nodes whose names begin with `text`, whatever its letter cases, in the order of their names; names as long as the text first. */
export function nodesBeginning({names}: Pick<NamedNodes, 'names'>, text: string, most: number): readonly number[] {
	const start = text.trim().toLowerCase();
	if (!names || start === '') return [];
	const fitting: number[] = [];
	for (let node = 0; node < names.length; node++) if (names[node]!.toLowerCase().startsWith(start)) fitting.push(node);
	const key = (node: number) => names[node]!.toLowerCase();
	return fitting.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a - b)).slice(0, most);
}

const failed = (message: string) => new ConnectopError('usage', 'node', message);
