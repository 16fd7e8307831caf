import {ConnectopError} from '../../base/errors.ts';
import type {RunDirectory} from '../../records/run-directory.ts';
import type {CommandLine} from '../replay/journal-lines.ts';
import {compareEnd} from './compare-end.ts';
import {compareMetrics} from './compare-metrics.ts';
import {compareStates, type Pair, pairOf} from './compare-states.ts';
import {type ComparedRun, type Comparison, comparisonVersion, type StatesCompared} from './comparison.ts';
import {differingCommands} from './differing-commands.ts';
import {differingFacts, differingSettings} from './differing-settings.ts';
import {exactTick} from './exact-tick.ts';
import {type OpenedRun, openCompared} from './opened-run.ts';
import {savedAt, stateAt} from './saved-states.ts';

export interface CompareOptions {
	/** Parameters, commands and metrics alone, which runs on different graphs have in common too. */
	readonly metricsOnly?: boolean;
	/** The tick whose states are compared node by node; the last of both when left out. */
	readonly at?: number | undefined;
	/** How many nodes are told of each variable. */
	readonly nodes?: number;
	/** Points of a curve at most. */
	readonly points?: number;
	/** Told of the tick of a replay, now and then. */
	progress?(tick: number): void;
}

/**
Compares two runs by their records, as far as they have come; changes nothing. Throws `compare-graph` when they are on different graphs, `compare-tick` when
`at` is no tick of both, and what reading their records throws.
*/
export async function compareRuns(
	one: RunDirectory,
	other: RunDirectory,
	{metricsOnly = false, at, nodes = 10, points = 1000, progress = () => undefined}: CompareOptions = {},
): Promise<Comparison> {
	const [a, b] = [await openCompared(one.path), await openCompared(other.path)];
	if (!metricsOnly) refuseOtherGraph(a, b);
	const notes = new Set<string>();
	for (const [name, run] of Object.entries({A: a, B: b})) for (const each of run.notes) notes.add(`${name}: ${each}`);
	const note = (message: string) => void notes.add(message);
	const pair = pairOf(a, b);
	if (at !== undefined && !(pair && at >= pair.from && at <= pair.to)) throw noSuchTick(at, pair);
	let states: StatesCompared | undefined;
	if (!metricsOnly) {
		states = pair
			? await exactTick(pair, await compareStates(pair, note), {asked: at !== undefined, note, progress})
			: {by: 'nothing', compared: 0, equal: 0, exact: false};
	}
	const end = states && pair && (await compareEnd(pair, states, {at, nodes, note, progress}));
	const metrics = await compareMetrics(a, b, {states, points});
	const model = a.newest.model === b.newest.model ? a.newest.model : undefined;
	return {
		v: comparisonVersion,
		verdict: verdictOf(states),
		a: runOf(a),
		b: runOf(b),
		facts: differingFacts(a, b),
		settings: {
			start: differingSettings(model, await settingsAt(a, pair, note), await settingsAt(b, pair, note)),
			end: differingSettings(model, a.document.settings, b.document.settings),
		},
		commands: differingCommands(commandsIn(a, pair), commandsIn(b, pair)),
		...(states ? {states} : {}),
		metrics,
		...(end ? {end} : {}),
		notes: [...notes],
	};
}

const runOf = ({document, directory, life, first, last, lineage}: OpenedRun): ComparedRun => ({
	id: document.id,
	directory,
	state: life,
	firstTick: first,
	lastTick: last,
	returns: lineage.length - 1,
});

function refuseOtherGraph(a: OpenedRun, b: OpenedRun): void {
	if (a.newest.graph.sha256 === b.newest.graph.sha256) return;
	const on = ({document: {graph}}: OpenedRun) =>
		`${String(graph['title'])} (${String(graph['nodes'])} nodes, ${String(graph['edges'])} edges)`;
	const other = on(a) === on(b) ? 'another of the same size, as another seed makes one' : on(b);
	throw new ConnectopError(
		'invalid',
		'compare-graph',
		`${a.document.id} is on ${on(a)} and ${b.document.id} on ${other}: states on different graphs can't be compared; --metrics-only compares parameters, commands and metrics`,
	);
}

function noSuchTick(at: number, pair: Pair | undefined): ConnectopError {
	const common = pair ? `they have ticks ${pair.from} to ${pair.to} in common` : 'they have no tick in common';
	return new ConnectopError('usage', 'compare-tick', `--at ${at}: is no tick of both runs; ${common}`);
}

/** The settings in force where the comparison begins: a branch and its origin have those of the checkpoint between them. */
async function settingsAt(
	run: OpenedRun,
	pair: Pair | undefined,
	note: (message: string) => void,
): Promise<Readonly<Record<string, unknown>>> {
	const begun = run.start.settings as unknown as Readonly<Record<string, unknown>>;
	if (!pair || pair.from === run.first) return begun;
	const saved = await stateAt(run, pair.from, () => undefined);
	if (!saved)
		note(
			`the settings that ${run.document.id} had at tick ${pair.from} are not known; those it began with are compared`,
		);
	return saved?.settings ?? begun;
}

/** Commands before the steps of the ticks that both have; all where they have none in common. What a checkpoint that the other began with holds is over. */
function commandsIn(run: OpenedRun, pair: Pair | undefined): readonly CommandLine[] {
	if (!pair) return run.commands;
	const {from, to} = pair;
	const over = run.first < from ? (savedAt(run, from)?.seq ?? -1) : -1;
	return run.commands.filter(({at, seq}) => at >= from && at < to && seq > over);
}

function verdictOf(states: StatesCompared | undefined): Comparison['verdict'] {
	if (!states || states.compared === 0) return 'unknown';
	return states.firstDiffering === undefined ? 'equal' : 'different';
}
