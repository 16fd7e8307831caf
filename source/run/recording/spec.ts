import {ConnectopError} from '../../base/errors.ts';
import {formatInterval, type Interval, parseInterval} from '../../base/interval.ts';
import {longestSpec} from './limits.ts';
import {formatNodes, type NodeItem, parseNodes} from './node-items.ts';
import {refusal, shortened, unquoted, wordsOf} from './words.ts';

/** Kinds of files that a recorder writes. */
export const recordFormats = ['npy', 'csv', 'jsonl'] as const;
export type RecordFormat = (typeof recordFormats)[number];

/** A node crosses a level upwards (`above`) or downwards (`below`). */
export interface Crossing {
	readonly side: 'above' | 'below';
	readonly level: number;
}

/** What a recorder writes, how often and where to. Names are as typed: only the model and the graph tell whether they exist. */
export interface RecordSpec {
	/** Of the recorder and its file; found by itself when left out. */
	readonly name?: string;
	/** Nodes to record; empty when metrics are. */
	readonly nodes: readonly NodeItem[];
	/** Variables of the model; empty stands for its first. */
	readonly variables: readonly string[];
	/** Metrics of the run instead of nodes. */
	readonly metrics: readonly string[];
	/** Rows only when a node crosses this. */
	readonly crossing?: Crossing;
	readonly every: NonNullable<Interval>;
	readonly to: RecordFormat;
	/** Although an hour of it would not fit on the disk. */
	readonly force: boolean;
}

const keys = ['nodes', 'metrics', 'var', 'every', 'to', 'name', 'above', 'below', 'force'] as const;
const example = "write 'nodes=0-99 var=W every=10t to=npy'";
const namePattern = /^[\w-][\w.-]{0,63}$/;

/**
Reads `nodes=0-99,AVAL var=W every=10t to=npy`, as the option, the palette, the API and a journal have it. Throws a usage error `record` of one
line that says what is wrong and what is allowed.
*/
export function parseSpec(text: string): RecordSpec {
	if (text.length > longestSpec) throw refusal(`it has ${text.length} letters; at most ${longestSpec} are read`);
	const given = new Map<string, string>();
	for (const word of wordsOf(text)) {
		const [, key = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(word) ?? [];
		if (!keys.some(each => each === key))
			throw refusal(`"${shortened(word)}" is not understood; use ${keys.map(each => `${each}=`).join(', ')}`);
		if (given.has(key)) throw refusal(`${key}= stands there twice`);
		if (value === '') throw refusal(`${key}= needs a value`);
		given.set(key, value);
	}
	const [nodes, metrics] = [given.get('nodes'), given.get('metrics')];
	if (nodes === undefined && metrics === undefined) throw refusal(`nothing is named to record; ${example}`);
	if (nodes !== undefined && metrics !== undefined)
		throw refusal('nodes= and metrics= make two recorders: give one of them');
	const crossing = crossingIn(given);
	if (metrics !== undefined && (given.has('var') || crossing))
		throw refusal(`${given.has('var') ? 'var' : crossing?.side}= is about nodes: leave it out beside metrics=`);
	const variables = listOf(given.get('var'));
	if (crossing && variables.length > 1) throw refusal(`${crossing.side}= takes one variable, not ${variables.length}`);
	const name = given.has('name') ? nameIn(unquoted(given.get('name') ?? '')) : undefined;
	return {
		...(name === undefined ? {} : {name}),
		nodes: nodes === undefined ? [] : parseNodes(nodes),
		variables,
		metrics: listOf(metrics),
		...(crossing ? {crossing} : {}),
		every: everyIn(given.get('every') ?? '1t'),
		to: formatIn(given.get('to') ?? 'npy'),
		force: switchIn(given.get('force') ?? 'no'),
	};
}

/** The spec as it can be typed, without a name; every default stands in it. */
export function formatSpec({nodes, variables, metrics, crossing, every, to, force}: RecordSpec): string {
	return [
		...(metrics.length > 0 ? [`metrics=${metrics.join(',')}`] : [`nodes=${formatNodes(nodes)}`]),
		...(variables.length > 0 ? [`var=${variables.join(',')}`] : []),
		...(crossing ? [`${crossing.side}=${crossing.level}`] : []),
		`every=${formatInterval(every)}${'seconds' in every ? 's' : ''}`,
		`to=${to}`,
		...(force ? ['force=yes'] : []),
	].join(' ');
}

function crossingIn(given: ReadonlyMap<string, string>): Crossing | undefined {
	const [above, below] = [given.get('above'), given.get('below')];
	if (above !== undefined && below !== undefined)
		throw refusal('above= and below= make two recorders: give one of them');
	const [side, text] = above === undefined ? (['below', below] as const) : (['above', above] as const);
	if (text === undefined) return undefined;
	const level = Number(text.replace('−', '-'));
	if (!Number.isFinite(level)) throw refusal(`${side}=${shortened(text)} is no number`);
	return {side, level: level === 0 ? 0 : level};
}

/** Both `10` and `10s` are seconds. */
function everyIn(text: string): NonNullable<Interval> {
	try {
		const every = parseInterval(/^[\d.]+s$/.test(text) ? text.slice(0, -1) : text, 'every');
		if (every) return every;
	} catch (error) {
		if (!(error instanceof ConnectopError)) throw error;
	}
	throw refusal(`every=${shortened(text)} is no interval; use ticks (10t) or seconds (2s)`);
}

function formatIn(text: string): RecordFormat {
	const found = recordFormats.find(each => each === text);
	if (found) return found;
	throw refusal(`to=${shortened(text)} is no kind of file; use ${recordFormats.join(', ')}`);
}

function nameIn(text: string): string {
	if (namePattern.test(text) && !text.endsWith('.tmp')) return text;
	throw refusal(`name=${shortened(text)} is not allowed; use up to 64 letters, digits, _, . and -`);
}

function switchIn(text: string): boolean {
	if (['yes', 'no'].includes(text)) return text === 'yes';
	throw refusal(`force=${shortened(text)} is not allowed; use yes or no`);
}

/** Names with commas between them, each once. */
function listOf(text: string | undefined): readonly string[] {
	if (text === undefined) return [];
	const names = text.split(',').map(unquoted);
	if (names.some(each => each === '')) throw refusal(`"${shortened(text)}" has an empty name in it`);
	return [...new Set(names)];
}
