/** A process of the benchmark: makes a problem, or steps one with a kernel of ours. Speaks as orders.ts says. */
import {once} from 'node:events';
import process from 'node:process';
import type {Csr} from '../base/csr.ts';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {fillUniform, streams} from '../base/threefry.ts';
import {csrFromPairs} from '../connectome/csr.ts';
import type {NoiseDraw, StepPlan} from '../dynamics/model.ts';
import {inStrength} from '../dynamics/stability.ts';
import {knnByThreads} from '../run/building/knn-threads.ts';
import {decodeTicks, fieldOrder, orderBytes, runOrder, tickBytes} from './orders.ts';
import {createStepper, type Stepper} from './own-kernels.ts';
import {graphOf, readProblem, writeProblem} from './problem.ts';
import {randomEdges} from './random-edges.ts';
import {
	type BenchGraph,
	type BenchPlan,
	benchModel,
	benchPlan,
	neighbours,
	noiseAmplitude,
	type ProblemFacts,
	seed,
} from './workload.ts';

/** As WARM_MS in baseline.h. */
const warmMs = 10;

const [task, ...rest] = process.argv.slice(2);
try {
	if (task === 'problem')
		await makeProblem(rest[0] === 'random' ? 'random' : 'knn', Number(rest[1]), rest[2] ?? '', Number(rest[3]));
	else await serve(rest[0] ?? '', Number(rest[1]), rest[2] === 'node' ? 'node' : 'none', rest[3] ?? '');
} catch (error) {
	// The last line is what whoever asked will say.
	if (!(error instanceof ConnectopError) && error instanceof Error) process.stderr.write(`${error.stack}\n`);
	process.stderr.write(`${messageOf(error)}\n`);
	process.exit(1);
}

/** Writes the problem of `n` nodes and says on stdout what is to be known of it. */
async function makeProblem(kind: BenchGraph, n: number, path: string, threads: number): Promise<void> {
	const begun = performance.now();
	const graph = kind === 'knn' ? await nearest(n, threads) : random(n);
	const buildMs = performance.now() - begun;
	const field = new Float32Array(n);
	fillUniform(field, seed, streams.initial, 0, 0.5);
	for (let i = 0; i < n; i++) field[i] = field[i]! + 0.5;
	const strength = inStrength(graph);
	const {growth, decay} = benchPlan(strength, 'none');
	writeProblem(path, {n, rowPtr: graph.rowPtr, colIdx: graph.colIdx, field, growth, decay});
	process.stdout.write(JSON.stringify({n, entries: graph.colIdx.length, strength, buildMs} satisfies ProblemFacts));
}

async function nearest(n: number, threads: number): Promise<Csr> {
	return knnByThreads(n, Math.min(neighbours, n - 1), seed, threads);
}

function random(n: number): Csr {
	const {source, target} = randomEdges(n);
	return csrFromPairs(n, source, target);
}

/** Answers orders until there are no more. Nothing is awaited while ticks are taken. */
async function serve(kernel: string, threads: number, noise: 'none' | 'node', path: string): Promise<never> {
	const problem = readProblem(path);
	const graph = graphOf(problem);
	const plan: BenchPlan = benchPlan(inStrength(graph), noise);
	const stepper = await createStepper(kernel, benchModel, graph, problem.field, threads);
	await answer(new Uint8Array(4));
	for (;;) {
		const order = new Uint32Array((await exactly(orderBytes)).buffer);
		const [kind, count = 0] = order;
		if (kind === runOrder) {
			const ticks = decodeTicks(await exactly(count * tickBytes));
			const times = new Float64Array(count);
			if (ticks[0]) warm(stepper, plan.at(ticks[0]), {kind: noise, seed, tick: 0, amplitude: noiseAmplitude});
			for (let i = 0; i < count; i++) {
				const tick = ticks[i]!;
				const before = performance.now();
				stepper.step(plan.at(tick), {kind: noise, seed, tick, amplitude: noiseAmplitude});
				times[i] = performance.now() - before;
			}
			await answer(new Uint8Array(times.buffer));
		} else if (kind === fieldOrder) {
			const field = stepper.read();
			await answer(new Uint8Array(field.buffer, field.byteOffset, field.byteLength));
		} else throw new ConnectopError('invalid', 'bench-order', `the order ${kind} is unknown`);
	}
}

/**
A core that has slept is at work again when the first tick is timed: on some machines it takes milliseconds to come back. Every contestant does so, with one
thread too (baseline.h).
*/
function warm(stepper: Stepper, plan: StepPlan, noise: NoiseDraw): void {
	const until = performance.now() + warmMs;
	while (stepper.warm && performance.now() < until) stepper.warm(plan, noise);
}

/** So many bytes of stdin, whenever they come. At its end nobody asks any more, and the process ends. */
async function exactly(count: number): Promise<Uint8Array<ArrayBuffer>> {
	const data = new Uint8Array(count);
	for (let at = 0; at < count; ) {
		const chunk = process.stdin.read() as Buffer | null;
		if (chunk === null) {
			if (process.stdin.readableEnded) process.exit(0);
			await Promise.race([once(process.stdin, 'readable'), once(process.stdin, 'end')]);
			continue;
		}
		const part = chunk.subarray(0, count - at);
		data.set(part, at);
		at += part.length;
		if (part.length < chunk.length) process.stdin.unshift(chunk.subarray(part.length));
	}
	return data;
}

async function answer(data: Uint8Array): Promise<void> {
	// A copy: the field goes on changing, and may lie in memory that threads share.
	if (!process.stdout.write(data.slice())) await once(process.stdout, 'drain');
}
