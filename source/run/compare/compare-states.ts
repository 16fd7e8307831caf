import type {StatesCompared} from './comparison.ts';
import {digestsAlong, type TickDigest} from './digest-line.ts';
import {type DigestsCompared, firstDifference} from './first-difference.ts';
import {type OpenedRun, openDigests} from './opened-run.ts';
import {digestOf, savedAt, savedTicks, stateAt} from './saved-states.ts';

type Note = (message: string) => void;

/** Two runs, and the ticks that both have. */
export interface Pair {
	readonly a: OpenedRun;
	readonly b: OpenedRun;
	readonly from: number;
	readonly to: number;
}

/** The pair of two runs; undefined when they have no tick in common. */
export function pairOf(a: OpenedRun, b: OpenedRun): Pair | undefined {
	const [from, to] = [Math.max(a.first, b.first), Math.min(a.last, b.last)];
	return from > to ? undefined : {a, b, from, to};
}

/**
Compares the states of the ticks that two runs have in common by what they kept of them: their digests and the states they began with, and where
that is nothing, their checkpoints.
*/
export async function compareStates(pair: Pair, note: Note): Promise<StatesCompared> {
	const {from, to} = pair;
	const byDigests = await compareDigests(pair, note);
	const {firstDiffering, lastEqual} = byDigests;
	// Digests may be missing from some tick on, because there are none or a file was torn: checkpoints are the rest.
	const isAll = firstDiffering !== undefined || lastEqual === to;
	const bySaved = isAll
		? nothing
		: await compareSaved({...pair, from: lastEqual === undefined ? from : lastEqual + 1}, note);
	const found = joinedFindings(byDigests, bySaved);
	// The state that both began with is no comparison of what they did.
	const alone = byDigests.compared <= 1 && bySaved.compared > 0;
	const by = found.compared === 0 ? 'nothing' : alone ? 'checkpoints' : 'digests';
	return {by, from, to, ...found, exact: isExact(found, from)};
}

const nothing: DigestsCompared = {compared: 0, equal: 0};

/** What two comparisons say of which the first found no difference, or the second did nothing. */
const joinedFindings = (first: DigestsCompared, rest: DigestsCompared): DigestsCompared => ({
	...first,
	...rest,
	compared: first.compared + rest.compared,
	equal: first.equal + rest.equal,
});

/** Whether no other tick can be the first that differs. */
export const isExact = ({firstDiffering, lastEqual}: DigestsCompared, from: number): boolean =>
	firstDiffering === undefined || firstDiffering === from || lastEqual === firstDiffering - 1;

async function compareDigests({a, b, from, to}: Pair, note: Note): Promise<DigestsCompared> {
	const begins = [await beginning(a, from, note), await beginning(b, from, note)];
	const cursors = [openedDigests(a), openedDigests(b)];
	try {
		const [ofA, ofB] = [a, b].map((run, i) => {
			const [begin, cursor] = [begins[i], cursors[i]];
			const kept = cursor ? digestsAlong(cursor, run.lineage) : [];
			return within(begin ? joined(begin, kept) : kept, from, to);
		});
		return firstDifference(ofA ?? [], ofB ?? []);
	} finally {
		for (const cursor of cursors) cursor?.close();
	}
}

/** A run without digests was told of when it was opened. */
const openedDigests = (run: OpenedRun) => (run.digests === 0 ? undefined : openDigests(run));

/**
The digest of the state of the first tick. A branch begins with a checkpoint of its origin, which holds what commands did after that tick as well: it is
compared with the origin's checkpoint rather than with what the origin had before those commands.
*/
async function beginning(run: OpenedRun, from: number, note: Note): Promise<TickDigest | undefined> {
	if (run.first !== from && !savedAt(run, from)) return undefined;
	const state = await stateAt(run, from, note);
	return state && digestOf(state);
}

function* joined(first: TickDigest, rest: Iterable<TickDigest>): Generator<TickDigest> {
	yield first;
	for (const each of rest) if (each.tick > first.tick) yield each;
}

function* within(all: Iterable<TickDigest>, from: number, to: number): Generator<TickDigest> {
	for (const each of all) if (each.tick >= from && each.tick <= to) yield each;
}

/** Compares the checkpoints of one run with the digests, or else the checkpoints, that the other has of the same ticks. */
async function compareSaved({a, b, from, to}: Pair, note: Note): Promise<DigestsCompared> {
	const ticks = new Set([...savedTicks(a), ...savedTicks(b)].filter(tick => tick >= from && tick <= to));
	const [keptA, keptB] = [keptOf(a, ticks), keptOf(b, ticks)];
	const [savedA, savedB] = [new Set(savedTicks(a)), new Set(savedTicks(b))];
	const [ofA, ofB]: [TickDigest[], TickDigest[]] = [[], []];
	for (const tick of [...ticks].sort((one, other) => one - other)) {
		if (!(keptA.has(tick) || savedA.has(tick)) || !(keptB.has(tick) || savedB.has(tick))) continue;
		const [one, other] = [
			keptA.get(tick) ?? (await savedDigest(a, tick, note)),
			keptB.get(tick) ?? (await savedDigest(b, tick, note)),
		];
		if (!one || !other) continue;
		ofA.push(one);
		ofB.push(other);
	}
	return firstDifference(ofA, ofB);
}

/** The digests that a run kept of some ticks that it ended up with. */
export function keptOf(run: OpenedRun, ticks: ReadonlySet<number>): ReadonlyMap<number, TickDigest> {
	const kept = new Map<number, TickDigest>();
	const cursor = openedDigests(run);
	if (!cursor) return kept;
	for (const each of digestsAlong(cursor, run.lineage)) if (ticks.has(each.tick)) kept.set(each.tick, each);
	cursor.close();
	return kept;
}

async function savedDigest(run: OpenedRun, tick: number, note: Note): Promise<TickDigest | undefined> {
	const state = await stateAt(run, tick, note);
	return state && digestOf(state);
}
