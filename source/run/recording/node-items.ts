import {isQuoted, itemsOf, refusal, shortened, unquoted} from './words.ts';

/** Some nodes of a graph, as they are typed. */
export type NodeItem =
	| {readonly type: 'all'}
	/** A name, or an index where no node has that name; `quoted`: a name and nothing else. */
	| {readonly type: 'node'; readonly text: string; readonly quoted: boolean}
	| {readonly type: 'range'; readonly from: number; readonly to: number}
	/** By the number of nodes that a node is joined to. */
	| {readonly type: 'degree'; readonly relation: '>=' | '<=' | '='; readonly value: number}
	/** Those with the most. */
	| {readonly type: 'top'; readonly count: number};

/** Reads `0-99,AVAL,degree>=20`. Throws a usage error `record`. */
export function parseNodes(text: string): readonly NodeItem[] {
	return itemsOf(text).map(parseItem);
}

function parseItem(given: string): NodeItem {
	if (isQuoted(given)) return {type: 'node', text: unquoted(given), quoted: true};
	const item = given.trim();
	if (item === 'all') return {type: 'all'};
	if (item === 'selected')
		throw refusal('nodes=selected are those that are marked on a screen; elsewhere name them, such as nodes=3,7,12');
	const range = /^(\d+)-(\d+)$/.exec(item);
	if (range) return rangeIn(item, Number(range[1]), Number(range[2]));
	if (/^degree[<>=:]/.test(item)) return degreeIn(item);
	if (/["']/.test(item)) throw refusal(`"${shortened(item)}" is no node; put quotes around the whole of a name`);
	return {type: 'node', text: item, quoted: false};
}

function rangeIn(item: string, from: number, to: number): NodeItem {
	if (from <= to && Number.isSafeInteger(to)) return {type: 'range', from, to};
	throw refusal(`nodes=${shortened(item)} is no range; write the lower node first, such as 0-99`);
}

function degreeIn(item: string): NodeItem {
	const [, top] = /^degree=top:([1-9]\d{0,8})$/.exec(item) ?? [];
	if (top !== undefined) return {type: 'top', count: Number(top)};
	const [, relation, value] = /^degree(>=|<=|=)(\d{1,9})$/.exec(item) ?? [];
	if (relation !== undefined && value !== undefined)
		return {type: 'degree', relation: relation as '>=' | '<=' | '=', value: Number(value)};
	throw refusal(`nodes=${shortened(item)} is not understood; use degree>=20, degree<=2, degree=3 or degree=top:50`);
}

/** The nodes as they can be typed. */
export const formatNodes = (items: readonly NodeItem[]): string => items.map(formatItem).join(',');

function formatItem(item: NodeItem): string {
	switch (item.type) {
		case 'all':
			return 'all';
		case 'node':
			return item.quoted ? (item.text.includes('"') ? `'${item.text}'` : `"${item.text}"`) : item.text;
		case 'range':
			return `${item.from}-${item.to}`;
		case 'degree':
			return `degree${item.relation}${item.value}`;
		case 'top':
			return `degree=top:${item.count}`;
	}
}
