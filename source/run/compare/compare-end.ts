import {join} from 'node:path';
import {ConnectopError} from '../../base/errors.ts';
import {readGraphFile} from '../../records/graph-archive.ts';
import {isExact as hasExactBits} from '../replay/walk.ts';
import {keptOf, type Pair} from './compare-states.ts';
import type {EndCompared, StatesCompared} from './comparison.ts';
import {isSame} from './digest-line.ts';
import {nodeDifferences} from './node-differences.ts';
import type {OpenedRun} from './opened-run.ts';
import {type ReplayedRun, withReplayed} from './replayed-run.ts';
import {savedTicks, stateAt} from './saved-states.ts';

/** Steps of a node or an edge that a replay may take unasked, and what a tick takes besides in such steps: some ten seconds. */
const mostSteps = 2e9;
const stepsOfTick = 1000;

export interface EndOptions {
	/** The tick whose states are compared; the last of both when left out. */
	readonly at: number | undefined;
	/** How many nodes are told of each variable. */
	readonly nodes: number;
	note(message: string): void;
	progress(tick: number): void;
}

type Variables = Readonly<Record<string, Float32Array>>;

interface States {
	readonly tick: number;
	readonly from: 'checkpoints' | 'replay';
	readonly a: Variables;
	readonly b: Variables;
}

/**
Compares the states of one tick node by node. They come from checkpoints where both runs have one of that tick, else from a replay, else, where that would
take long and was not asked for, from the last checkpoints that both have of one tick. Undefined, with a note, when there are none.
*/
export async function compareEnd(
	pair: Pair,
	states: StatesCompared,
	options: EndOptions,
): Promise<EndCompared | undefined> {
	const {a, to} = pair;
	const n = Number(a.document.graph['nodes']);
	const tick = options.at ?? to;
	if ((states.lastEqual ?? -1) >= tick) return {tick, from: 'digests', equal: true, n, variables: []};
	const found = await statesOf(pair, tick, options);
	if (!found) {
		options.note('the states node by node: no tick has a checkpoint in both runs; --at TICK has one replayed');
		return undefined;
	}
	const names = Object.keys(found.a).filter(name => name in found.b);
	if (names.length === 0) {
		const [ofA, ofB] = [found.a, found.b].map(each => Object.keys(each).join(', '));
		options.note(`the states node by node: they have no variable in common, ${ofA} in A and ${ofB} in B`);
		return undefined;
	}
	if (found.tick !== tick)
		options.note(`the states are those of tick ${found.tick}, the last that both runs have a checkpoint of`);
	const nodeNames = options.nodes > 0 ? await namesOf(a) : undefined;
	const variables = names.map(name =>
		nodeDifferences(name, found.a[name] ?? new Float32Array(0), found.b[name] ?? new Float32Array(0), {
			most: options.nodes,
			nameOf: node => nodeNames?.[node],
		}),
	);
	const others = Object.keys({...found.a, ...found.b}).filter(name => !names.includes(name));
	if (others.length > 0) options.note(`of one run alone: ${others.join(', ')}`);
	const equal = others.length === 0 && variables.every(({nodes}) => nodes === 0);
	return {tick: found.tick, from: found.from, equal, n, variables};
}

async function statesOf(pair: Pair, tick: number, options: EndOptions): Promise<States | undefined> {
	const saved = await savedStates(pair, tick, options);
	if (saved) return saved;
	const bits = hasExactBits(pair.a.newest) && hasExactBits(pair.b.newest);
	// Unasked, no foreign program is started for this.
	const own = !pair.a.newest.engine && !pair.b.newest.engine;
	if (options.at !== undefined || (bits && own && stepsTo(pair, tick) <= mostSteps)) {
		const replayed = await replayedStates(pair, tick, options);
		if (replayed && !bits) options.note('their kernel is not bit-exact: the states are those of a replay on the cpu');
		if (replayed) return replayed;
	}
	const ofB = new Set(savedTicks(pair.b));
	const common = savedTicks(pair.a).filter(each => each <= tick && ofB.has(each));
	for (const each of common.toReversed()) {
		const states = await savedStates(pair, each, options);
		if (states) return states;
	}
	return undefined;
}

async function savedStates({a, b}: Pair, tick: number, {note}: EndOptions): Promise<States | undefined> {
	const one = await stateAt(a, tick, note);
	const other = one && (await stateAt(b, tick, note));
	return other && {tick, from: 'checkpoints', a: one.state.variables, b: other.state.variables};
}

async function replayedStates({a, b}: Pair, tick: number, {note, progress}: EndOptions): Promise<States | undefined> {
	const stateOf = async (run: OpenedRun, replayed: ReplayedRun): Promise<Variables> => {
		await replayed.to(tick);
		const kept = hasExactBits(run.newest) ? keptOf(run, new Set([tick])).get(tick) : undefined;
		if (kept === undefined || isSame(kept, replayed.digest())) return copied(replayed.state());
		throw new ConnectopError(
			'unverified',
			'compare-replay',
			`${run.directory}: its replay comes to another state than its digest has, as when ${run.newest.engine ? 'the code of its engine has changed' : 'a record is damaged'}`,
		);
	};
	try {
		return await withReplayed([a, b], progress, async (one, other) => ({
			tick,
			from: 'replay',
			a: await stateOf(a, one),
			b: await stateOf(b, other),
		}));
	} catch (error) {
		if (!(error instanceof ConnectopError)) throw error;
		note(`the states of tick ${tick} can't be had by a replay: ${error.message}`);
		return undefined;
	}
}

const copied = (variables: Variables): Variables =>
	Object.fromEntries(Object.entries(variables).map(([name, values]) => [name, values.slice()]));

/** What a replay of both to a tick takes, from the nearest checkpoints. */
function stepsTo({a, b}: Pair, tick: number): number {
	const ticks = [a, b].map(run => tick - (savedTicks(run).findLast(each => each <= tick) ?? run.first));
	const {graph} = a.document;
	const ofTick = stepsOfTick + Number(graph['nodes']) + Number(graph['entries'] ?? 0);
	return ticks.reduce((sum, each) => sum + each, 0) * ofTick;
}

async function namesOf({directory, newest}: OpenedRun): Promise<readonly string[] | undefined> {
	try {
		return (await readGraphFile(directory, newest.graph)).names;
	} catch (error) {
		// Nodes go by their numbers then; whoever needs the graph is told what is wrong with it.
		if (error instanceof ConnectopError) return undefined;
		throw new Error(`${join(directory, newest.graph.file)} can't be read`, {cause: error});
	}
}
