import os from 'node:os';
import type {Report} from '../base/progress.ts';
import {version} from '../base/version.ts';
import {cEntrants, compile, findCompiler} from './c-programs.ts';
import type {Scene} from './children.ts';
import {describeMachine, load} from './machine.ts';
import {ownEntrants} from './own-entrants.ts';
import {measureProgram} from './program/measures.ts';
import {openProgram} from './program/program.ts';
import {pythonBaselines} from './python-baselines.ts';
import {pythonEntrants} from './python-programs.ts';
import type {BenchAbsence, BenchFigure, BenchReport, BenchRow} from './report.ts';
import type {BenchRequest} from './request.ts';
import {memoryLimit} from './room.ts';
import {growthOf} from './rows.ts';
import {measureSizes} from './sizes.ts';

/** Measures what is asked for. Throws `bench-differs` when a contestant does other work. */
export async function runBench(request: BenchRequest, scene: Scene, report: Report): Promise<BenchReport> {
	const startedAt = new Date().toISOString();
	const begun = performance.now();
	const machine = describeMachine();
	const compiler =
		request.baselines.includes('c') || request.parts.includes('program') ? await findCompiler(scene) : undefined;
	const kernels = request.parts.includes('kernels') ? await compare(request, scene, compiler, report) : undefined;
	const program = request.parts.includes('program') ? await wholeProgram(request, scene, compiler, report) : undefined;
	const rows = kernels?.rows ?? [];
	return {
		v: 1,
		kind: 'bench',
		version,
		startedAt,
		seconds: Math.round((performance.now() - begun) / 100) / 10,
		quick: request.quick,
		machine: {...machine, loadAfter: load()},
		found: [...(compiler ? [`${compiler.version} ${compiler.flags.join(' ')}`] : []), ...(kernels?.versions ?? [])],
		rows,
		growth: growthOf(rows),
		figures: [...(kernels?.figures ?? []), ...(program?.figures ?? [])],
		absent: [...(kernels?.absent ?? []), ...(program?.absent ?? [])],
	};
}

interface Found {
	readonly figures: readonly BenchFigure[];
	readonly absent: readonly BenchAbsence[];
}

async function compare(
	{sizes, threads, kernels, baselines: asked, pythons, rounds, budget}: BenchRequest,
	scene: Scene,
	compiler: Awaited<ReturnType<typeof findCompiler>>,
	report: Report,
): Promise<Found & {readonly rows: readonly BenchRow[]; readonly versions: readonly string[]}> {
	report({task: 'looking for baselines', done: 0, total: 0, unit: ''});
	const inC = asked.includes('c') ? await cEntrants(scene, compiler, threads) : {entrants: [], absent: []};
	const wanted = pythonBaselines.filter(each => asked.includes(each));
	const inPython = await pythonEntrants(scene, wanted, pythons, threads);
	const result = await measureSizes({
		scene,
		sizes,
		entrants: [...ownEntrants(kernels, threads), ...inC.entrants, ...inPython.entrants],
		threads: os.availableParallelism(),
		rounds,
		budgetMs: 1000 * budget,
		memory: memoryLimit(),
		report,
	});
	return {...result, absent: [...inC.absent, ...inPython.absent, ...result.absent], versions: inPython.versions};
}

async function wholeProgram(
	{quick}: BenchRequest,
	scene: Scene,
	compiler: Awaited<ReturnType<typeof findCompiler>>,
	report: Report,
): Promise<Found> {
	const told = (task: string) => report({task, done: 0, total: 0, unit: ''});
	told('making a terminal');
	const made = compiler
		? await compile(scene, compiler, 'terminal.c', ['-lutil'])
		: {reason: 'no compiler that could make one'};
	const {figures, absent} = await measureProgram(
		openProgram(scene, 'path' in made ? made.path : undefined, quick, told),
	);
	const noTerminal =
		'path' in made ? [] : [{name: 'first frame and screen, which need a terminal', reason: made.reason}];
	return {figures, absent: [...noTerminal, ...absent]};
}
