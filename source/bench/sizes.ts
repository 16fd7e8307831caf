import {rmSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {ConnectopError} from '../base/errors.ts';
import type {Report} from '../base/progress.ts';
import {bytes, count} from '../draw/number.ts';
import {finished} from './c-programs.ts';
import type {Scene} from './children.ts';
import {type ContestResult, contest, fewestTicks} from './contest.ts';
import {type Entrant, nameOf} from './entrant.ts';
import {workerCommand} from './own-entrants.ts';
import {randomEdgeCount} from './random-edges.ts';
import type {BenchAbsence, BenchFigure, BenchRow} from './report.ts';
import {rowsOf} from './rows.ts';
import {type BenchGraph, benchPlan, neighbours, type ProblemFacts} from './workload.ts';

/** A graph to measure on. */
export interface BenchSize {
	readonly graph: BenchGraph;
	readonly nodes: number;
}

export interface SizesSetup {
	readonly scene: Scene;
	/** Rising. */
	readonly sizes: readonly BenchSize[];
	readonly entrants: readonly Entrant[];
	/** Threads that build the graphs. */
	readonly threads: number;
	readonly rounds: number;
	/** No size is begun that would go beyond it, ms. */
	readonly budgetMs: number;
	/** Bytes that may be used at one time. */
	readonly memory: number;
	readonly report: Report;
}

export interface SizesResult {
	readonly rows: readonly BenchRow[];
	readonly figures: readonly BenchFigure[];
	readonly absent: readonly BenchAbsence[];
}

/** The time that a size took, ms: in all, and its rounds. */
interface Spent extends BenchSize {
	readonly ms: number;
	readonly roundsMs: number;
	readonly ticksARound: number;
}

/** Rounds of a larger size have fewer ticks until these are the fewest; what goes before them is loading for the most part from a million nodes on. */
function forecastMs(last: Spent, next: BenchSize): number {
	const {ms, roundsMs, ticksARound} = last;
	const larger = entriesOf(next) / entriesOf(last);
	const rounds = 1.5 * roundsMs * Math.max(1, (larger * fewestTicks) / ticksARound);
	return rounds + (ms - roundsMs) * Math.max(1.2, larger * Math.min(1, entriesOf(next) / 1e7));
}

/** Memory that the system keeps for itself is not asked for. */
export const memoryLimit = (): number => 0.8 * process.availableMemory();

/** Measures all entrants at all sizes that fit memory and time; what does not is left out and said. */
export async function measureSizes(setup: SizesSetup): Promise<SizesResult> {
	const rows: BenchRow[] = [];
	const figures: BenchFigure[] = [];
	const absent: BenchAbsence[] = [];
	const begun = performance.now();
	let last: Spent | undefined;
	for (const size of setup.sizes) {
		const {nodes} = size;
		const forecast = last ? forecastMs(last, size) : 0;
		if (last && performance.now() - begun + forecast > setup.budgetMs) {
			const seconds = Math.round(forecast / 1000);
			absent.push({name: titleOf(size), nodes, reason: `would take about ${seconds} s, more than is left of --budget`});
			continue;
		}
		const {fitting, tooLarge} = thoseThatFit(setup.entrants, size, setup.memory);
		absent.push(...tooLarge.map(each => ({...each, nodes})));
		if (fitting.length === 0) continue;
		const before = performance.now();
		const {result, facts} = await measureSize(setup, size, fitting);
		absent.push(...result.absent.map(each => ({...each, nodes})));
		if (size.graph === 'knn') figures.push(built(facts));
		rows.push(...rowsOf(result, {...size, edges: facts.entries}));
		last = {...size, ms: performance.now() - before, roundsMs: result.roundsMs, ticksARound: result.ticksARound};
	}
	return {rows, figures, absent};
}

async function measureSize(
	{scene, threads, rounds, report}: SizesSetup,
	size: BenchSize,
	entrants: readonly Entrant[],
): Promise<{readonly result: ContestResult; readonly facts: ProblemFacts}> {
	const title = titleOf(size);
	const problem = join(scene.folder, `problem-${size.graph}-${size.nodes}`);
	report({task: `${title}: building the graph`, done: 0, total: 0, unit: ''});
	const facts = await makeProblem(scene, size, problem, threads);
	const planOf = (noise: Entrant['noise']) => benchPlan(facts.strength, noise);
	const told: Report = progress => report({...progress, task: `${title}: ${progress.task}`});
	const result = await contest(scene, problem, size.nodes, entrants, planOf, rounds, told);
	rmSync(problem);
	return {result, facts};
}

const titleOf = ({graph, nodes}: BenchSize): string =>
	`${count(nodes)} nodes${graph === 'random' ? ', random edges' : ''}`;

/** Directed edges of a size, before it is made: nearest neighbours are not always each other's. */
const entriesOf = ({graph, nodes}: BenchSize): number => (graph === 'random' ? randomEdgeCount : 14 * nodes);

/** The entrants whose forecasts fit together; the least telling are left out first. */
export function thoseThatFit(
	entrants: readonly Entrant[],
	size: BenchSize,
	memory: number,
): {
	readonly fitting: readonly Entrant[];
	readonly tooLarge: readonly {readonly name: string; readonly reason: string}[];
} {
	const {nodes} = size;
	const entries = entriesOf(size);
	const most = Math.max(...entrants.map(each => each.threads));
	const weight = ({id, threads, noise, optional}: Entrant): number =>
		(id === 'cpu' ? 0 : threads === most ? 1 : 3) +
		(noise === 'none' ? 0 : 4) +
		(optional && !id.startsWith('c-') ? 1 : 0);
	let left = memory;
	const chosen = new Set<Entrant>();
	for (const each of entrants.toSorted((a, b) => weight(a) - weight(b))) {
		const need = each.bytes(nodes, entries);
		if (need > left) continue;
		left -= need;
		chosen.add(each);
	}
	// Without what all are compared with nobody is measured.
	const usable = (each: Entrant) =>
		entrants.some(other => chosen.has(other) && other.id === 'cpu' && other.noise === each.noise);
	const fitting = entrants.filter(each => chosen.has(each) && usable(each));
	const tooLarge = entrants
		.filter(each => !fitting.includes(each))
		.map(each => ({
			name: nameOf(each),
			reason: `needs about ${bytes(each.bytes(nodes, entries))} beside the others; ${bytes(memory)} may be used`,
		}));
	return {fitting, tooLarge};
}

const built = ({n, entries, buildMs}: ProblemFacts): BenchFigure => ({
	id: 'build-knn',
	title: `building knn k ${neighbours}`,
	value: buildMs / 1000,
	unit: 's',
	nodes: n,
	edges: entries,
	samples: 1,
	samplesOf: 'runs',
	...(n === 1_000_000 && {promise: {atMost: 3}}),
});

async function makeProblem(
	scene: Scene,
	{graph, nodes}: BenchSize,
	path: string,
	threads: number,
): Promise<ProblemFacts> {
	const [command, args] = workerCommand('problem', graph, String(nodes), path, String(threads));
	const {code, stdout, stderr} = await finished(scene, command, args);
	if (code === 0) return JSON.parse(stdout) as ProblemFacts;
	const why = stderr.trim().split('\n').at(-1) ?? '';
	throw new ConnectopError(
		'failed',
		'bench-problem',
		`bench: the graph of ${count(nodes)} nodes can't be made: ${why}`,
	);
}
