import {rmSync} from 'node:fs';
import {join} from 'node:path';
import {ConnectopError} from '../base/errors.ts';
import type {Report} from '../base/progress.ts';
import {count} from '../draw/number.ts';
import {finished, type Scene} from './children.ts';
import {type ContestResult, contest, fewestTicks} from './contest.ts';
import type {Entrant} from './entrant.ts';
import {workerCommand} from './own-entrants.ts';
import type {BenchAbsence, BenchFigure, BenchRow} from './report.ts';
import {type BenchSize, entriesOf, thoseThatFit} from './room.ts';
import {rowsOf} from './rows.ts';
import {benchPlan, neighbours, type ProblemFacts} from './workload.ts';

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
